#!/bin/sh
# native.sh FOLDER-OF-DEBS BASE DESTINATION PROGRAM.c…: what images have of our own in C, for all platforms: DESTINATION/ARCH goes into the
# root of any image, DESTINATION/java-ARCH of one with Java. Beside the probe it has the image's own programs. The compiler doesn't stay.
set -eu
base=$2 native=$3
sh "$base/unpack.sh" "$1" /compiler
shift 3
for arch in arm arm64 amd64; do
  mkdir -p "$native/$arch/usr/bin"
  for source in "$base/static/probe.c" "$@"; do
    sh "$base/static/compile.sh" /compiler "$arch" "$source" "$native/$arch/usr/bin/$(basename "$source" .c)"
  done
  cp -r "$native/$arch" "$native/java-$arch"
done
mkdir -p "$native/java-arm/usr/lib" "$native/java-arm/etc"
sh "$base/static/compile.sh" /compiler arm "$base/readdir/readdir.c" "$native/java-arm/usr/lib/libreaddir.so"
echo /usr/lib/libreaddir.so > "$native/java-arm/etc/ld.so.preload"
rm -rf /compiler
