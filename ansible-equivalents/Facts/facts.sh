# Reads facts and prints a section for each. They are read one after another by one shell of a session of its own, each under its time
# limit: a fact costs a fork and the programs that it calls, since processes are what is dear on a Pi. It needs no `timeout`, and it
# waits for no process that a stuck mount keeps even from dying: such a process is left behind, and the next shell goes on after it.
export LC_ALL=C PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
total=$1
run=$(mktemp -d /run/fridge-facts.XXXXXX 2>/dev/null || mktemp -d) || exit 1
session=
if command -v setsid >/dev/null; then session=setsid; fi
trap 'kill "$guard" 2>/dev/null; rm -rf "$run"' EXIT
trap 'exit 1' HUP INT TERM PIPE
# Only wakes `wait`.
trap : USR1
: >"$run/status"
echo '0 0' >"$run/now"

# Each second: ends the shell whose fact is over its limit, or any when all together are; where it won't end, lets the script go on.
guard() {
  all=0 seen=
  while sleep 1 && kill -0 "$1"; do
    all=$((all + 1))
    [ "$all" -lt "$total" ] || : >"$run/over"
    { read -r reader <"$run/reader" && read -r at limit <"$run/now"; } || continue
    [ "$at" = "$seen" ] || { seen=$at took=0; }
    took=$((took + 1))
    [ "$took" -gt "$limit" ] || [ -e "$run/over" ] || continue
    if [ -e "$run/late.$reader" ]; then kill -USR1 "$1"; fi
    : >"$run/late.$reader"
    kill -KILL "-$reader" || kill -KILL "$reader"
  done
}

# What the reading shell begins with. A file size limit (blocks of 512 bytes) ends what prints for ever.
reader='
from=$1 run=$2 step=0
ulimit -f 4096

# turn LIMIT: whether the next step is to be read by this shell; one that another died of is left out.
turn() {
  step=$((step + 1))
  [ "$step" -gt "$from" ] && echo "$step $1" >"$run/now"
}

# has NAME PROGRAM: whether the program that the fact asks is there.
has() {
  [ -z "$2" ] || command -v "$2" >/dev/null || { echo "$1 127" >>"$run/status"; return 1; }
}

# files NAME PATH …: 1 where there is none, 2 where it cannot be read.
files() {
  left=$(($# / 2))
  while [ "$left" -gt 0 ]; do
    left=$((left - 1))
    if [ -e "$2" ]; then set -- "$@" "$1" "$2"; else echo "$1 1" >>"$run/status"; fi
    shift 2
  done
  [ $# = 0 ] || awk -v run="$run" "$read_files" "$@"
}
read_files="BEGIN {
  for (at = 1; at < ARGC; at += 2) {
    out = run \"/out.\" ARGV[at]
    printf \"\" >out
    while ((got = (getline line <ARGV[at + 1])) > 0) print line >out
    close(out)
    print ARGV[at], got == 0 ? 0 : 2 >>(run \"/status\")
  }
}"

# engine NAME REQUEST: all that is asked of the engine, in one conversation. It ends when the engine ends it, after the last answer.
# By perl, which each Debian has: the program docker is large, and slow to start on a Pi.
engine() (
  trap "" PIPE
  echo "$1" >"$run/out.engine_answers"
  if command -v perl >/dev/null; then
    printf "$2" | perl -MSocket -e "$ask_engine" >>"$run/out.engine_answers"
    exit
  fi
  mkfifo "$run/ask"
  docker --host unix:///var/run/docker.sock system dial-stdio <"$run/ask" >>"$run/out.engine_answers" &
  exec 3>"$run/ask"
  printf "$2" >&3
  wait $!
)
ask_engine="socket(E, PF_UNIX, SOCK_STREAM, 0) && connect(E, sockaddr_un(q(/var/run/docker.sock))) or exit 1;
  local \$/; syswrite(E, <STDIN>); syswrite(STDOUT, \$_) while sysread(E, \$_, 65536)"
'

# read_all COUNT FACTS
read_all() {
  at=0
  while [ "$at" -lt "$1" ] && [ ! -e "$run/over" ]; do
    $session sh -c "$reader$2" fridge-facts "$at" "$run" >/dev/null 2>&1 </dev/null &
    pid=$!
    echo "$pid" >"$run/reader"
    while :; do
      wait "$pid"
      if [ -e "$run/late.$pid" ] || ! kill -0 "$pid" 2>/dev/null; then break; fi
    done
    read -r now limit <"$run/now"
    # A shell that ended before its first step gets no second chance.
    [ "$now" -gt "$at" ] || now=$((at + 1))
    at=$now
  done
}

# say NAME …: a section for each, 124 for one without a status. The space before every line keeps content from looking like a section.
say() {
  awk -v run="$run" 'BEGIN {
    while ((getline line <(run "/status")) > 0) { split(line, word); code[word[1]] = word[2] }
    print ":begin 0"
    for (at = 1; at < ARGC; at++) {
      name = ARGV[at]
      print ":" name " " (name in code ? code[name] : 124)
      while ((getline line <(run "/out." name)) > 0) print " " line
      close(run "/out." name)
    }
    print ":end 0"
  }' "$@"
}

guard $$ >/dev/null 2>&1 </dev/null &
guard=$!
