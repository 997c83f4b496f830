#!/bin/sh
# jars.sh FOLDER RECIPE TARGET EPOCH HOME: aligns a service's jars (FOLDER/lib) and writes java's argument file for HOME, their place in
# the image; no memory figure is in it. In /modules: the Java modules that the runtime has.
set -eu
sh "$2/base/modules.sh" needs "$1/lib" > /needs
sh "$2/base/modules.sh" resolve /needs "$2/${5##*/}/modules" > /modules
sh "$2/base/align.sh" rewrite "$1" "$1/align.json" "$3" "$4"
sh "$2/base/align.sh" scan "$1" /scan.json
sh "$2/base/align.sh" pack /tools/helper "$1/align.jar" any "$4"
echo "-Xbootclasspath/a:$5/align.jar" > "$1/image.args"
echo "-cp" >> "$1/image.args"
(cd "$1/lib" && ls -- *.jar) | sed "s#^#$5/lib/#" | paste -sd: >> "$1/image.args"
