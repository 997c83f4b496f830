#!/bin/sh
# arguments.sh FLINK MODULES CONFIG: java's argument file of the image; no memory figure is in it.
# Class path: the order of Flink's own scripts, flink-dist last. Options: those of Flink's configuration file whose module is here.
set -eu
echo "-Xbootclasspath/a:/opt/flink/align.jar"
path=
for jar in "$1"/lib/*.jar; do
  case "$jar" in
    */flink-dist*) ;;
    *) path="$path/opt/flink/lib/${jar##*/}:" ;;
  esac
done
dist=$(echo "$1"/lib/flink-dist*.jar)
echo "-cp"
echo "$path/opt/flink/lib/${dist##*/}"
grep -oE -- '--add-(exports|opens)=[^ "]+' "$3" | while read -r option; do
  module=${option#*=}
  if grep -qxF "${module%%/*}" "$2"; then
    echo "$option"
  fi
done
