#!/bin/sh
# shell.sh DEBS MACHINE RECIPE ROOT: the shell of a variant that has one; that is, whose packages have the group shell.
set -eu
if [ ! -d "$1/shell-$2" ]; then
  exit 0
fi
# One folder of programs, as Debian with a merged /usr has: scripts name them by either path.
ln -s usr/bin "$4/bin"
ln -s usr/sbin "$4/sbin"
for group in shell scripts; do
  if [ -d "$1/$group-$2" ]; then
    sh "$3/base/unpack.sh" "$1/$group-$2" "$4"
  fi
done
for applet in $(grep -v '^#' "$3/flink/applets"); do
  if [ ! -e "$4/usr/bin/$applet" ]; then
    ln -s busybox "$4/usr/bin/$applet"
  fi
done
