#!/bin/sh
# probe.sh ARCHIVE TESTS RECIPE: Apache's jars in /dist/lib, the program in /probe.
set -eu
. "$3/base/env.sh"
mkdir -p /dist /probe
tar -xzf "$1" -C /dist --strip-components=1 --no-same-owner --wildcards '*/lib/flink-dist*.jar' '*/lib/log4j-*.jar'
/tools/jdk/bin/javac --release 17 -cp "$(echo /dist/lib/*.jar | tr ' ' ':')" -d /probe "$2/Probe.java"
