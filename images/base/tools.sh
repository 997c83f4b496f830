#!/bin/sh
# tools.sh FOLDER-OF-DEBS RECIPE: javac, jlink, the alignment rewriter and the finder of modules, all from the lock file, for the machine that builds.
set -eu
sh "$2/base/unpack.sh" "$1" /tools
# Debian's JDK points into /etc by absolute links.
if [ ! -e /etc/java-17-openjdk ]; then
  ln -s /tools/etc/java-17-openjdk /etc/java-17-openjdk
fi
ln -s "$(echo /tools/usr/lib/jvm/java-17-openjdk-*)" /tools/jdk
. "$2/base/env.sh"
cd "$2/base/align"
asm=/tools/usr/share/java/asm.jar
/tools/jdk/bin/javac $quick_tool --release 17 -nowarn -XDignore.symbol.file -cp "$asm" -d /tools/align fridge/align/tool/*.java
/tools/jdk/bin/javac $quick_tool -nowarn -XDignore.symbol.file -source 17 -target 17 -d /tools/helper fridge/align/Aligned.java
/tools/jdk/bin/javac $quick_tool --release 17 -encoding UTF-8 -d /tools/modules "$2"/base/modules/fridge/modules/*.java
