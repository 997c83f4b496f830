#!/bin/sh
# trim.sh ROOT: what is left of the packages is the program.
set -eu
rm -rf "$1/etc/default" "$1/etc/init.d" "$1/etc/logrotate.d" "$1/lib/systemd" "$1/usr/lib/systemd" "$1/var/lib/prometheus" "$1/var/log"
mkdir -p "$1/host"
