#!/bin/sh
# accounts.sh ROOT NAME ID: what the C library asks about users, groups and name resolution.
set -eu
mkdir -p "$1/etc" "$1/tmp"
chmod 1777 "$1/tmp"
printf 'root:x:0:0:root:/:/nologin\n%s:x:%s:%s:%s:/tmp:/nologin\n' "$2" "$3" "$3" "$2" > "$1/etc/passwd"
printf 'root:x:0:\n%s:x:%s:\n' "$2" "$3" > "$1/etc/group"
printf 'passwd: files\ngroup: files\nhosts: files dns\n' > "$1/etc/nsswitch.conf"
