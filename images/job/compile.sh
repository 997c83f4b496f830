#!/bin/sh
# compile.sh ARCHIVE SOURCE CLASSES: javac against the distribution's own jars, resources beside the classes.
set -eu
mkdir -p /dist "$3"
tar -xzf "$1" -C /dist --strip-components=1 --no-same-owner --wildcards '*/lib/*.jar'
cp -r "$2/src/." "$3/"
if [ -d "$2/data" ]; then
  cp -r "$2/data" "$3/data"
fi
find "$3" \( -name '*.java' -o -name '*.md' \) -delete
find "$2/src" -name '*.java' | sort > /sources
/tools/jdk/bin/javac --release 17 -proc:none -encoding UTF-8 -cp "$(echo /dist/lib/*.jar "$2"/lib/*.jar | tr ' ' ':')" -d "$3" @/sources
