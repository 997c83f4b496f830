#!/bin/sh
# compile.sh COMPILER TARGETARCH SOURCE PROGRAM: a static program without a C library (on call.h), the same bytes on every machine that builds;
# a PROGRAM that ends with .so is a library instead, for programs that have a C library.
# COMPILER is a folder of unpacked packages; segments begin at multiples of 64 KiB, the largest page that an ARM kernel may use.
set -eu
case "$2" in
  arm) target='arm-linux-gnueabihf -march=armv7-a -mfpu=vfpv3-d16 -mfloat-abi=hard' ;;
  arm64) target=aarch64-linux-gnu ;;
  amd64) target=x86_64-linux-gnu ;;
  *) echo "compile.sh: no target $2" >&2; exit 2 ;;
esac
case "$4" in
  *.so) kind='-shared -fPIC' ;;
  *) kind=-static ;;
esac
LD_LIBRARY_PATH="$(echo "$1"/lib/*-linux-gnu):$(echo "$1"/usr/lib/*-linux-gnu)"
export LD_LIBRARY_PATH
# shellcheck disable=SC2086
exec "$1/usr/lib/llvm-14/bin/clang" --target=$target -Os -Wall -Wextra -Werror \
  -ffreestanding -fno-stack-protector -fno-asynchronous-unwind-tables -nostdlib $kind -I"${0%/*}" \
  -fuse-ld=lld -Wl,--build-id=none,-s,-z,noseparate-code,-z,max-page-size=65536 -o "$4" "$3"
