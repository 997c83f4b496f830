#!/bin/sh
# probe.sh ARCHIVE TESTS RECIPE: Apache's jars in /dist/lib, the program in /probe.
set -eu
. "$3/base/env.sh"
mkdir -p /dist /probe
tar -xzf "$1" -C /dist --strip-components=1 --no-same-owner --wildcards '*/lib/flink-dist*.jar' '*/lib/log4j-*.jar'
/tools/jdk/bin/javac --release 17 -cp "$(echo /dist/lib/*.jar | tr ' ' ':')" -d /probe "$2/Probe.java"
# Named one by one: a wildcard lists a folder, which 32-bit Java can't where the emulator meets hashed directories.
dist=$(basename /dist/lib/flink-dist*.jar)
echo "-cp /probe:/opt/flink/lib/$dist" > /probe/ours.args
echo "-cp /probe:/stock/$dist" > /probe/stock.args
