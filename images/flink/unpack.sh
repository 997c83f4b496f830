#!/bin/sh
# unpack.sh ARCHIVE RECIPE DESTINATION: the distribution, and in DESTINATION.modules the Java modules that the image's runtime has.
set -eu
mkdir -p "$3"
tar -xzf "$1" -C "$3" --strip-components=1 --no-same-owner
sh "$2/base/modules.sh" needs "$3/lib" "$3/plugins" > "$3.needs"
sh "$2/base/modules.sh" resolve "$3.needs" "$2/flink/modules" > "$3.modules"
