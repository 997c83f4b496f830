#!/bin/sh
# layout.sh ARCHIVE RECIPE TARGET EPOCH DESTINATION: /opt/flink of the image, its jars aligned, its argument file written.
set -eu
recipe=$2; flink=$5
mkdir -p /dist "$flink/conf" "$flink/usrlib" "$flink/opt"
tar -xzf "$1" -C /dist --strip-components=1 --no-same-owner
for part in lib plugins licenses LICENSE NOTICE; do
  cp -r --preserve=timestamps "/dist/$part" "$flink/"
done
sh "$recipe/base/align.sh" rewrite "$flink" /report.json "$3" "$4"
sh "$recipe/base/align.sh" scan "$flink" /scan.json
. "$recipe/base/env.sh"
/tools/jdk/bin/jar --create --no-compress --no-manifest --date="$(date -u -d "@$4" +%Y-%m-%dT%H:%M:%SZ)" \
  --file "$flink/align.jar" -C /tools/helper .
sh "$recipe/flink/arguments.sh" "$flink" "$recipe/flink/modules" /dist/conf/config.yaml > "$flink/image.args"
