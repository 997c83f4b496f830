# Fridge's payload: steps run in order, the first failure ends it. Helpers of the steps:
set -eu
export LC_ALL=C PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin" DEBIAN_FRONTEND=noninteractive

# put PATH MODE CONTENT: a file with exactly this content, whole or not at all.
put() {
  mkdir -p "${1%/*}"
  printf '%s' "$3" >"$1.fridge-new"
  chmod "$2" "$1.fridge-new"
  mv -f "$1.fridge-new" "$1"
}

# keep PATH: a copy for undo.
keep() {
  rm -f "$1.fridge-before"
  [ ! -e "$1" ] || cp -p "$1" "$1.fridge-before"
}

# undo PATH: back to what keep saw.
undo() {
  rm -f "$1"
  [ ! -e "$1.fridge-before" ] || mv "$1.fridge-before" "$1"
}

step() {
  printf '%s\n' "fridge: $1"
}

