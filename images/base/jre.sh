#!/bin/sh
# jre.sh FOLDER-OF-DEBS RECIPE MODULES DESTINATION: a Java runtime for the target out of the target's own modules, those that a file lists.
set -eu
sh "$2/base/unpack.sh" "$1" /target
. "$2/base/env.sh"
/tools/jdk/bin/jlink --module-path "$(echo /target/usr/lib/jvm/*/jmods)" \
  --add-modules "$(paste -sd, "$3")" --output "$4" \
  --strip-java-debug-attributes --no-header-files --no-man-pages \
  --exclude-files '/java.desktop/lib/**'
cp -r /target/usr/share/doc/. "$4/legal/"
