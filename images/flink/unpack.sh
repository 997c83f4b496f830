#!/bin/sh
# unpack.sh ARCHIVE RECIPE VARIANT DESTINATION: the distribution, with the file system for S3 where /jars has it, and in DESTINATION.modules the
# Java modules that the image's runtime has.
set -eu
mkdir -p "$4"
tar -xzf "$1" -C "$4" --strip-components=1 --no-same-owner
cp "$2/flink/modules" /modules
if [ -n "$(ls /jars)" ]; then
  mkdir -p "$4/plugins/s3-fs-hadoop"
  install -m 644 /jars/*.jar "$4/plugins/s3-fs-hadoop/"
  cat "$2/flink/modules.s3" >> /modules
fi
if [ "$3" != default ]; then
  cat "$2/flink/modules.$3" >> /modules
fi
sh "$2/base/modules.sh" needs "$4/lib" "$4/plugins" > "$4.needs"
sh "$2/base/modules.sh" resolve "$4.needs" /modules > "$4.modules"
