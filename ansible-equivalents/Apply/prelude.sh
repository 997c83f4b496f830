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

# apt_get ARGUMENT…: apt-get that waits up to ten minutes for whoever holds one of its locks; by itself it waits for dpkg's alone.
apt_get() {
  said=$(mktemp) tries=60
  until rm -f "$said.failed"
    { apt-get -q -y -o DPkg::Lock::Timeout=600 "$@" 2>&1 || : >"$said.failed"; } | tee "$said"
    [ ! -e "$said.failed" ]; do
    if ! grep -q 'Could not get lock' "$said" || [ $tries = 0 ]; then
      rm -f "$said" "$said.failed"
      return 100
    fi
    [ $tries -lt 60 ] || echo "fridge: waiting for another program that uses apt"
    tries=$((tries - 1))
    sleep 10
  done
  rm -f "$said"
}

step() {
  printf '%s\n' "fridge: $1"
}

