#!/bin/sh
# trim.sh ROOT RECIPE: what is left of the packages is the program; its configuration is ours.
set -eu
rm -rf "$1/etc/init.d" "$1/etc/logrotate.d" "$1/lib/systemd" "$1/usr/lib/systemd"
mkdir -p "$1/etc/docker/registry" "$1/etc/fridge/registry" "$1/etc/fridge/clients" "$1/var/lib/registry"
rm -f "$1/etc/docker/registry/config.yml"
install -m 644 "$2/registry/read.yml" "$2/registry/write.yml" "$1/etc/docker/registry/"
