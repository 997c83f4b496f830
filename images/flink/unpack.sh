#!/bin/sh
# unpack.sh ARCHIVE DESTINATION: the distribution, with the file system for S3 where /jars has it.
set -eu
mkdir -p "$2"
tar -xzf "$1" -C "$2" --strip-components=1 --no-same-owner
if [ -n "$(ls /jars)" ]; then
  mkdir -p "$2/plugins/s3-fs-hadoop"
  install -m 644 /jars/*.jar "$2/plugins/s3-fs-hadoop/"
fi
