#!/bin/sh
# recorder.sh RECIPE JAR EPOCH: the program that loads Flink's classes while a node records its class archive.
set -eu
. "$1/base/env.sh"
/tools/jdk/bin/javac $quick_tool --release 17 -nowarn -cp "$(echo /dist/lib/*.jar | tr ' ' ':')" -d /recorder "$1"/flink/classes/fridge/classes/*.java
exec sh "$1/base/align.sh" pack /recorder "$2" any "$3"
