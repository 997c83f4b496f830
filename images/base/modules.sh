#!/bin/sh
# modules.sh needs FOLDER… | resolve NEEDS LIST: which of Java's modules jars need; see Modules.java.
set -eu
. "${0%/*}/env.sh"
exec /tools/jdk/bin/java -Xmx1500m $quick_java -cp /tools/modules fridge.modules.Modules "$@"
