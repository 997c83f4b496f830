#!/bin/sh
# layout.sh FOLDER-OF-DEBS RECIPE TARGET EPOCH DESTINATION: /opt/zookeeper of the image. Snappy's jar is one that the server's classes
# can't be verified without; its native library isn't taken, so snapshot.compression.method=snappy doesn't work.
set -eu
sh "$2/base/unpack.sh" "$1" /debian
mkdir -p "$5/lib" "$5/legal"
for jar in metrics-core slf4j-api slf4j-simple snappy-java zookeeper-jute zookeeper; do
  cp -L "/debian/usr/share/java/$jar.jar" "$5/lib/"
done
cp -r /debian/usr/share/doc/. "$5/legal/"
sh "$2/base/jars.sh" "$5" "$2" "$3" "$4" /opt/zookeeper
printf '%s\n' -Dzookeeper.jmx.log4j.disable=true -Dorg.slf4j.simpleLogger.defaultLogLevel=warn >> "$5/image.args"
