# Reads facts, each in a process of its own under a time limit, and prints a section for each. It needs no `timeout`, and it
# waits for no process that a stuck mount keeps even from dying: such a process holds none of our pipes and is left behind.
export LC_ALL=C PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
total=$1
run=$(mktemp -d /run/fridge-facts.XXXXXX 2>/dev/null || mktemp -d) || exit 1
session=
if command -v setsid >/dev/null; then session=setsid; fi
trap 'kill "$guard" 2>/dev/null; rm -rf "$run"' EXIT
trap 'exit 1' HUP INT TERM PIPE
# Only wakes `wait`.
trap : USR1

# Each second: ends the fact that is over its limit, or any when all together are; where it won't end, lets the script go on.
guard() {
  all=0 seen=
  while sleep 1 && kill -0 "$1"; do
    all=$((all + 1))
    [ "$all" -lt "$total" ] || : >"$run/over"
    { read -r fact limit <"$run/now"; } || continue
    [ "$fact" = "$seen" ] || { seen=$fact took=0; }
    took=$((took + 1))
    [ "$took" -gt "$limit" ] || [ -e "$run/over" ] || continue
    if [ -e "$run/late.$fact" ]; then kill -USR1 "$1"; fi
    : >"$run/late.$fact"
    kill -KILL "-$fact" || kill -KILL "$fact"
  done
}

# fact NAME LIMIT PROGRAM SCRIPT ARGUMENT…: 127 where the program is missing, 124 where the time is over. A file size limit
# (blocks of 512 bytes) ends what prints for ever; the space before every line keeps content from looking like a section.
fact() {
  name=$1 limit=$2 program=$3 script=$4
  shift 4
  if [ -n "$program" ] && ! command -v "$program" >/dev/null; then echo ":$name 127"; return 0; fi
  if [ -e "$run/over" ]; then echo ":$name 124"; return 0; fi
  (ulimit -f 4096; exec $session sh -c "$script" "$name" "$@") >"$run/out.$name" 2>/dev/null </dev/null &
  pid=$!
  echo "$pid $limit" >"$run/now"
  while :; do
    wait "$pid"
    code=$?
    if [ -e "$run/late.$pid" ]; then code=124; break; fi
    kill -0 "$pid" 2>/dev/null || break
  done
  printf ':%s %s\n' "$name" "$code"
  sed 's/^/ /' "$run/out.$name"
  echo
}

guard $$ >/dev/null 2>&1 </dev/null &
guard=$!
echo ':begin 0'
