#!/bin/sh
# layout.sh JARS RECIPE TARGET EPOCH DESTINATION: /opt/object-store of the image.
set -eu
mkdir -p "$5/lib"
install -m 644 "$1"/*.jar "$5/lib/"
install -m 644 "$2/object-store/logback.xml" "$5/"
sh "$2/base/jars.sh" "$5" "$2" "$3" "$4" /opt/object-store
echo "-Dlogback.configurationFile=/opt/object-store/logback.xml" >> "$5/image.args"
