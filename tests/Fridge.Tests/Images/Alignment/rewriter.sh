#!/bin/sh
# rewriter.sh TESTS RECIPE: compiles and runs RewriterTests against the rewriter, NeedsTests against the finder of modules.
set -eu
. "$2/base/env.sh"
path=/tools/align:/tools/usr/share/java/asm.jar
mkdir -p /classes/fixture /classes/tests
/tools/jdk/bin/javac -nowarn -XDignore.symbol.file -source 17 -target 17 -d /classes/fixture "$1/Fixture.java" 2>/dev/null
/tools/jdk/bin/javac --release 17 -cp "$path" -d /classes/tests "$1/RewriterTests.java"
/tools/jdk/bin/javac --release 17 -cp /tools/modules -d /classes/tests "$1/NeedsTests.java"
/tools/jdk/bin/java -Dfridge.align.split=true -Xbootclasspath/a:/tools/helper -cp "/classes/tests:$path" \
  fridge.align.tool.RewriterTests /classes/fixture
exec /tools/jdk/bin/java -cp /classes/tests:/tools/modules fridge.modules.NeedsTests
