#!/bin/sh
# jre.sh JMODS MODULES DESTINATION: a Java runtime for the target out of the target's own modules (JMODS: its unpacked package), those that a
# file lists.
set -eu
. "${0%/*}/env.sh"
/tools/jdk/bin/jlink $quick_tool --module-path "$(echo "$1"/usr/lib/jvm/*/jmods)" \
  --add-modules "$(paste -sd, "$2")" --output "$3" \
  --strip-java-debug-attributes --no-header-files --no-man-pages \
  --exclude-files '/java.desktop/lib/**'
# Debian's word on the JDK is in the runtime's package, to which the others' link.
cp -r "$1/usr/share/doc/." /tools/usr/share/doc/openjdk-17-jre-headless "$3/legal/"
