# Fridge's payload: steps run in order, the first failure ends it. Helpers of the steps:
set -eu
export LC_ALL=C PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin" DOCKER_HOST=unix:///var/run/docker.sock DEBIAN_FRONTEND=noninteractive

# keep PATH: what is there, until `settle` or `undo`; an empty copy where there is nothing. One that an interrupted step left stays: its
# content is the last that has proven itself.
keep() {
  if [ -e "$1.fridge-before" ]; then return 0; fi
  folder "${1%/*}"
  if [ -e "$1" ]; then cp -p "$1" "$1.fridge-new"; else : >"$1.fridge-new"; fi
  flush "$1.fridge-new"
  mv -f "$1.fridge-new" "$1.fridge-before"
  flush "${1%/*}/"
}

# settle PATH: the new content has proven itself.
settle() {
  rm -f "$1.fridge-before"
}

# undo PATH: back to what keep saw.
undo() {
  if [ ! -e "$1.fridge-before" ]; then return 0; fi
  undo_at=$(real "$1")
  if [ -s "$1.fridge-before" ]; then
    cp -p "$1.fridge-before" "$undo_at.fridge-new"
    land "$undo_at"
  else
    rm -f "$undo_at"
  fi
  rm -f "$1.fridge-before"
  flush "${1%/*}/"
}

# give_back UNIT PATH WHAT: settings that haven't proven themselves give way to the ones before, with which the unit is started again.
give_back() {
  if [ ! -e "$2.fridge-before" ]; then return 0; fi
  undo "$2"
  systemctl reset-failed "$1" || :
  systemctl restart "$1" || :
  echo "$3 doesn't start with the new $2; the old one is back" >&2
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
    [ $tries -lt 60 ] || echo "fridge: waiting for another program that is using apt"
    tries=$((tries - 1))
    sleep 10
  done
  rm -f "$said"
}

# renew_package_lists: one broken source of a person's is no reason to end. Whether the lists will do, install tells.
renew_package_lists() {
  apt_get update || echo "fridge: the package lists could not all be renewed; continuing with the lists that exist"
}

# await TRIES PAUSE SENTENCE COMMAND…: until the command succeeds, with PAUSE seconds between two tries; the sentence is said where it never does.
await() {
  await_left=$1 await_pause=$2 await_sentence=$3
  shift 3
  until "$@" >/dev/null 2>&1; do
    await_left=$((await_left - 1))
    if [ "$await_left" -le 0 ]; then
      echo "$await_sentence" >&2
      return 1
    fi
    sleep "$await_pause"
  done
}

step() {
  printf '%s\n' "fridge: $1"
}

