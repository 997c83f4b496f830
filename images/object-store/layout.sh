#!/bin/sh
# layout.sh JARS RECIPE TARGET EPOCH DESTINATION: /opt/object-store of the image.
set -eu
mkdir -p "$5/lib"
install -m 644 "$1"/*.jar "$5/lib/"
install -m 644 "$2/object-store/logback.xml" "$5/"
. "$2/base/env.sh"
/tools/jdk/bin/javac $quick_tool --release 17 -nowarn -encoding UTF-8 -cp "$5/lib/*" -d /start "$2"/object-store/start/fridge/store/*.java
sh "$2/base/align.sh" pack /start "$5/lib/fridge-store.jar" any "$4"
sh "$2/base/jars.sh" "$5" "$2" "$3" "$4" /opt/object-store
echo "-Dlogback.configurationFile=/opt/object-store/logback.xml" >> "$5/image.args"
