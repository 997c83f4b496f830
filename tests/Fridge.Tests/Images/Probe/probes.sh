#!/bin/sh
# probes.sh COMPILER SOURCE LISTENERS PROBE-OF-THE-ARMV7-IMAGE: each platform's probe against the same listeners.
# arm and amd64 must run here; arm64 is compiled, and run where the machine can.
set -u
failures=0

expect() {
  wanted=$1; shift
  "$@" 2>/dev/null
  got=$?
  if [ "$got" -ne "$wanted" ]; then
    echo "$*: ended with $got, expected $wanted"
    failures=$((failures + 1))
  fi
}

check() {
  expect 2 "$1"
  expect 2 "$1" tcp
  expect 2 "$1" tcp 65536
  expect 2 "$1" tcp 80x
  expect 2 "$1" http 8081
  expect 0 "$1" tcp 8081
  expect 1 "$1" tcp 8085
  expect 0 "$1" http 8081 /overview
  expect 1 "$1" http 8081 /elsewhere
  expect 1 "$1" http 8082 /overview
  expect 1 "$1" http 8083 /overview
  expect 1 "$1" http 8085 /overview
}

perl "$3" &
listeners=$!
for target in amd64 arm arm64; do
  sh "$2/compile.sh" "$1" "$target" "$2/probe.c" "/probe-$target" || exit 1
done
until /probe-amd64 tcp 8083; do
  kill -0 "$listeners" || exit 1
done
cmp /probe-arm "$4" || exit 1
check /probe-amd64
check /probe-arm
# By what it says: a shell takes a program that the machine can't run for a script.
case "$(/probe-arm64 2>&1)" in
  usage:*) check /probe-arm64 ;;
esac
exit "$failures"
