#!/bin/sh
# Puts Fridge's block into /etc/hosts, now and at every boot. What a person wrote stays; so it does where the block has lost its end.
set -eu
hosts=/etc/hosts
block=/var/lib/fridge/hosts/block

# Only a mount is ever written in place, and so only there an interruption can leave nothing: then the version before it counts.
from=$(real "$hosts")
before=${FRIDGE_BEFORE:-/var/lib/fridge/before}$from
if [ ! -s "$from" ] && [ -s "$before" ]; then from=$before; fi

# A block is ours from its begin to its end. Without an end, or with another begin before it, only the lines that follow at once
# and have an address and one of our names, each name once.
others='
  function trimmed(line) { sub(/[ \t\r]+$/, "", line); return line }
  BEGIN {
    while ((getline line < block) > 0) if (line !~ /^#/ && split(line, word) == 2) ours[word[2]] = 1
  }
  { all[++count] = $0 }
  END {
    for (at = 1; at <= count; at++) {
      text = trimmed(all[at])
      if (text == "# END fridge") continue
      if (text !~ /^# BEGIN fridge:/) { print all[at]; continue }
      end = 0
      for (next_at = at + 1; next_at <= count && !end; next_at++) {
        text = trimmed(all[next_at])
        if (text ~ /^# BEGIN fridge:/) break
        if (text == "# END fridge") end = next_at
      }
      if (end) { at = end; continue }
      split("", seen)
      while (at < count && split(trimmed(all[at + 1]), word) == 2 && (word[2] in ours) && !(word[2] in seen)) { seen[word[2]] = 1; at++ }
    }
  }'

fresh "$(real "$hosts")" 0644
new=$(real "$hosts").fridge-new
{ [ ! -e "$from" ] || awk -v block="$block" "$others" "$from"; cat "$block"; } >"$new"
if cmp -s "$new" "$hosts"; then rm -f "$new"; else land "$(real "$hosts")"; fi
