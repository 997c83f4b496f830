#!/bin/sh
# Lets pods of one node reach those of the others: a route to each through its node, and who goes out of the cluster goes under the node's address.
# Runs at boot and each minute, since another tool may have flushed it. Lines of its list: network, and the node's address; "all" and the network of all pods.
set -u
list=/var/lib/fridge/kubernetes/routes
failed=0

# rule TABLE CHAIN RULE…: the rule is there.
rule() {
  table=$1 chain=$2
  shift 2
  iptables -w -t "$table" -C "$chain" "$@" 2>/dev/null || iptables -w -t "$table" -I "$chain" "$@" || failed=1
}

while read -r network through; do
  if [ "$network" = all ]; then
    # An engine drops what nobody lets through.
    rule filter FORWARD -s "$through" -j ACCEPT
    rule filter FORWARD -d "$through" -j ACCEPT
    rule nat POSTROUTING -s "$through" ! -d "$through" -j MASQUERADE
  elif [ "$(ip -4 route show exact "$network" via "$through" 2>/dev/null)" = "" ]; then
    ip -4 route replace "$network" via "$through" || failed=1
  fi
done <"$list"
exit $failed
