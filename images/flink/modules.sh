#!/bin/sh
# modules.sh DISTRIBUTION RECIPE VARIANT RESULT: the Java modules that the image's runtime has, those of the file system for S3 where it is there.
set -eu
cp "$2/flink/modules" /listed
if [ -d "$1/plugins/s3-fs-hadoop" ]; then
  cat "$2/flink/modules.s3" >> /listed
fi
if [ "$3" != default ]; then
  cat "$2/flink/modules.$3" >> /listed
fi
sh "$2/base/modules.sh" needs "$1/lib" "$1/plugins" > /needs
sh "$2/base/modules.sh" resolve /needs /listed > "$4"
