#!/bin/sh
# firewall.sh [now]: closes Fridge's ports. Fills the chain FRIDGE of the table mangle in one step and hooks it first where packets
# arrive, for this machine or to be passed on: whatever redirects, accepts or drops them in other tables comes later. Nothing else is touched. Rules that can't be
# loaded give way to the last that could, which a boot and the timer take for closed; with "now" they are a failure.
set -u
at=/var/lib/fridge/firewall
hook='PREROUTING -j FRIDGE'

# load PROGRAM RULES: a file that a power cut left empty or cut off holds nothing that closes.
load() {
  [ "$(tail -n 1 "$2" 2>/dev/null)" = COMMIT ] && "$1-restore" -w --noflush <"$2"
}

# first PROGRAM: an entry that stands further down moves, at one stroke.
first() {
  # shellcheck disable=SC2086
  if [ "$("$1" -w -t mangle -S PREROUTING 1 2>/dev/null)" = "-A $hook" ]; then
    return 0
  elif "$1" -w -t mangle -C $hook 2>/dev/null; then
    printf '*mangle\n-D %s\n-I %s\nCOMMIT\n' "$hook" "$hook" | "$1-restore" -w --noflush
  else
    "$1" -w -t mangle -I $hook
  fi
}

# close PROGRAM RULES
close() {
  if load "$1" "$2"; then
    # An older one that a power cut spoils is no loss: these have just been loaded.
    cmp -s "$2" "$2.good" || { cp "$2" "$2.good.new" && { sync "$2.good.new" 2>/dev/null || sync; } && mv -f "$2.good.new" "$2.good"; }
  elif [ "$mode" = now ] || ! load "$1" "$2.good"; then
    echo "fridge: $1 could not load $2" >&2
    return 1
  else
    echo "fridge: $1 could not load $2; the last rules that it could hold" >&2
  fi
  first "$1" || return 1
  [ "$mode" != now ] || forget "$1"
}

# forget PROGRAM: what earlier versions of Fridge hooked elsewhere.
forget() {
  "$1" -w -t mangle -D PREROUTING -m addrtype --dst-type LOCAL -j FRIDGE 2>/dev/null
  "$1" -w -n -L FRIDGE >/dev/null 2>&1 || return 0
  "$1" -w -D INPUT -j FRIDGE 2>/dev/null
  "$1" -w -D DOCKER-USER -m conntrack --ctstate DNAT -j FRIDGE 2>/dev/null
  "$1" -w -F FRIDGE
  "$1" -w -X FRIDGE
}

mode=${1-}
failed=0
close iptables $at/rules.v4 || failed=1
[ ! -e /proc/net/if_inet6 ] || close ip6tables $at/rules.v6 || failed=1
# When it held last, by the uptime: tells Provision whether the timer runs.
[ $failed = 1 ] || { read -r up _ </proc/uptime && echo "${up%%.*}" >/run/fridge-firewall; }
exit $failed
