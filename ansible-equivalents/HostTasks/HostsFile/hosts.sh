#!/bin/sh
# Puts Fridge's block into /etc/hosts. In place, because the file may be a mount that can't be replaced.
set -eu
block=/var/lib/fridge/hosts/block
others=$(sed '/^# BEGIN fridge:/,/^# END fridge$/d' /etc/hosts)
{ [ -z "$others" ] || printf '%s\n' "$others"; cat "$block"; } >/run/fridge-hosts.$$
cmp -s /run/fridge-hosts.$$ /etc/hosts || cat /run/fridge-hosts.$$ >/etc/hosts
rm -f /run/fridge-hosts.$$
