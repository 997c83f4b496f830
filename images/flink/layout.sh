#!/bin/sh
# layout.sh DISTRIBUTION RECIPE TARGET EPOCH VARIANT ROOT/opt/flink: /opt/flink of the image, its jars aligned.
set -eu
recipe=$2; flink=$6
mkdir -p "$flink/conf" "$flink/usrlib" "$flink/opt"
if [ "$5" = full ]; then
  cp -r --preserve=timestamps "$1/." "$flink/"
  sh "$recipe/flink/configuration.sh" "$1" > "$flink/conf/config.yaml"
  install -m 755 "$recipe/flink/entrypoint.sh" "${flink%/opt/flink}/docker-entrypoint.sh"
else
  for part in lib plugins licenses LICENSE NOTICE; do
    cp -r --preserve=timestamps "$1/$part" "$flink/"
  done
  # Stands where the cluster mounts its own: without any, Flink refuses to load some classes.
  echo "parallelism.default: 1" > "$flink/conf/config.yaml"
fi
sh "$recipe/flink/recorder.sh" "$recipe" "$flink/lib/fridge-classes.jar" "$4"
sh "$recipe/base/align.sh" rewrite "$flink" "$flink/align.json" "$3" "$4"
sh "$recipe/base/align.sh" scan "$flink" /scan.json
sh "$recipe/base/align.sh" pack /tools/helper "$flink/align.jar" any "$4"
if [ "$5" = full ]; then
  chown -R 9999:9999 "$flink"
fi
