#!/bin/sh
# Closes Fridge's ports: fills the chain FRIDGE in one step and hooks it where packets for this machine (INPUT)
# and for its published ports (DOCKER-USER) pass. Nothing else is touched.
set -eu
close() {
  "$1-restore" -w --noflush <"$2"
  "$1" -w -n -L DOCKER-USER >/dev/null 2>&1 || "$1" -w -N DOCKER-USER
  "$1" -w -C INPUT -j FRIDGE 2>/dev/null || "$1" -w -I INPUT -j FRIDGE
  "$1" -w -C DOCKER-USER -m conntrack --ctstate DNAT -j FRIDGE 2>/dev/null ||
    "$1" -w -I DOCKER-USER -m conntrack --ctstate DNAT -j FRIDGE
}
close iptables /var/lib/fridge/firewall/rules.v4
[ ! -e /proc/net/if_inet6 ] || close ip6tables /var/lib/fridge/firewall/rules.v6
