#!/bin/sh
# job.sh ARCHIVE RECIPE SOURCE NAME EPOCH DESTINATION rewrite|strip|leave: usrlib/ (jars), report.json and needs (Java's modules) of a job.
# SOURCE holds a jar, or src/ (Java and resources) and data/ (in the jar under data/); and with either lib/ (jars beside it).
set -eu
recipe=$2; source=$3; usrlib=$6/usrlib
. "$recipe/base/env.sh"
mkdir -p /classes "$usrlib"
if [ -d "$source/src" ]; then
  sh "$recipe/job/compile.sh" "$1" "$source" /classes
  sh "$recipe/base/align.sh" pack /classes "$usrlib/$4.jar" any "$5"
else
  cp "$source"/*.jar "$usrlib/"
fi
if [ -d "$source/lib" ]; then
  cp "$source"/lib/*.jar "$usrlib/"
fi
if [ "$7" = leave ]; then
  sh "$recipe/base/align.sh" count "$usrlib" "$6/report.json"
else
  sh "$recipe/base/align.sh" rewrite "$usrlib" "$6/report.json" any "$5" "$7"
  sh "$recipe/base/align.sh" scan "$usrlib" /scan.json
fi
sh "$recipe/base/modules.sh" needs "$usrlib" > "$6/needs"
