# Files that are whole after a power cut. For scripts on nodes: POSIX, paths are absolute.

# flush PATH: the file or folder is on the disk when this returns. A `sync` that takes no path (old busybox) flushes everything.
flush() {
  sync "$1" 2>/dev/null || sync
}

# folder PATH: makes what is missing of it.
folder() {
  if [ -z "$1" ] || [ -d "$1" ]; then return 0; fi
  folder "${1%/*}"
  mkdir -m 0755 "$1" 2>/dev/null || [ -d "$1" ]
  flush "${1%/*}/"
}

# real PATH: where it leads, if it is a link; a link to a device, as of a masked unit, leads nowhere.
real() {
  real_at=$(readlink -f "$1") || real_at=$1
  if [ -e "$real_at" ] && [ ! -f "$real_at" ]; then real_at=$1; fi
  printf '%s\n' "$real_at"
}

# Whether it is mounted by itself, as /etc/hosts of a container: such a file can't be replaced.
is_mount() {
  awk -v at="$1" '$5 == at { found = 1 } END { exit !found }' /proc/self/mountinfo
}

# fresh PATH MODE: PATH.fridge-new, to be filled. It has the mode and owner of the file that is there, else MODE.
fresh() {
  rm -f "$1.fridge-new"
  if [ -f "$1" ]; then
    cp -p "$1" "$1.fridge-new"
  else
    (umask 077 && : >"$1.fridge-new")
    chmod "$2" "$1.fridge-new"
  fi
}

# previous PATH: keeps what is there now, so that whatever new content stops, the old one is at hand. Fridge's own files can be made anew.
previous() {
  case $1 in /var/lib/fridge/* | /run/*) return 0 ;; esac
  if [ ! -s "$1" ]; then return 0; fi
  previous_at=${FRIDGE_BEFORE:-/var/lib/fridge/before}
  folder "$previous_at"
  chmod 0700 "$previous_at"
  folder "$previous_at${1%/*}"
  cp -p "$1" "$previous_at$1.fridge-new"
  flush "$previous_at$1.fridge-new"
  mv -f "$previous_at$1.fridge-new" "$previous_at$1"
  flush "$previous_at${1%/*}/"
}

# land PATH: PATH.fridge-new becomes PATH, at once where PATH is no mount.
land() {
  flush "$1.fridge-new"
  previous "$1"
  if is_mount "$1"; then
    cat "$1.fridge-new" >"$1"
    flush "$1"
    rm -f "$1.fridge-new"
  else
    mv -f "$1.fridge-new" "$1"
  fi
  flush "${1%/*}/"
}

# put PATH MODE CONTENT: a file with exactly this content, whole or not at all; one that is there keeps its mode and owner.
put() {
  put_at=$(real "$1")
  folder "${put_at%/*}"
  fresh "$put_at" "$2"
  if ! printf '%s' "$3" >"$put_at.fridge-new"; then
    rm -f "$put_at.fridge-new"
    return 1
  fi
  land "$put_at"
}

