#!/bin/sh
# align.sh rewrite FOLDER REPORT TARGET EPOCH [strip] | scan FOLDER REPORT | count FOLDER REPORT
set -eu
. "${0%/*}/env.sh"
exec /tools/jdk/bin/java -Xmx1500m $quick_java -cp /tools/align:/tools/usr/share/java/asm.jar fridge.align.tool.Align "$@"
