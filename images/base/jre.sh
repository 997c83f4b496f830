#!/bin/sh
# jre.sh FOLDER-OF-DEBS RECIPE MODULES DESTINATION: a Java runtime for the target out of the target's own modules, those that a file lists.
set -eu
sh "$2/base/unpack.sh" "$1" /target
. "$2/base/env.sh"
/tools/jdk/bin/jlink --module-path "$(echo /target/usr/lib/jvm/*/jmods)" \
  --add-modules "$(paste -sd, "$3")" --output "$4" \
  --strip-java-debug-attributes --no-header-files --no-man-pages \
  --exclude-files '/java.desktop/lib/**'
# Debian's word on the JDK is in the runtime's package, to which the others' link.
cp -r /target/usr/share/doc/. /tools/usr/share/doc/openjdk-17-jre-headless "$4/legal/"
