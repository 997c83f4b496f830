#!/bin/sh
# trim.sh ROOT RECIPE: what is left of the packages is the server, the scripts that its pages load, and licences; its configuration is ours.
set -eu
scripts="$1/usr/share/javascript"
find "$1/usr/share" -depth -type d -empty -delete
rm -rf "$scripts/moment-timezone/data" "$scripts/moment/locale" "$1/usr/share/sass" "$1/usr/share/fonts"
rm -f "$scripts/d3/d3.js" "$scripts/jquery/jquery.js" "$scripts/moment/moment-with-locales"* "$scripts/moment-timezone/moment-timezone-with-data.js"
rm -rf "$1/etc/default" "$1/etc/init.d" "$1/etc/logrotate.d" "$1/lib/systemd" "$1/usr/lib/systemd" "$1/usr/bin/promtool" \
  "$1/usr/share/bug" "$1/usr/share/nodejs" "$1/var/lib/prometheus" "$1/var/log"
install -m 644 "$2/prometheus/prometheus.yml" "$1/etc/prometheus/prometheus.yml"
install -d -o 9997 -g 9997 "$1/var/lib/prometheus"
