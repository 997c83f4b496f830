# Holds the cluster's lock as long as it is asked. Arguments: the folder, who holds it, the seconds without a question after which it lets go.
# Says `held 0`, then `held N` to each line `N`, or `N NAME`, which also begins the task NAME: a folder in tasks/ with a script. With the
# status 75 `busy WHO`: another has it. With 74, on standard error, why it can't be taken.
export LC_ALL=C PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
folder=$1 name=$2 silence=$3 lock=$1/lock

refuse() {
  printf '%s\n' "$1" >&2
  exit 74
}

for program in flock timeout stat setsid; do
  command -v "$program" >/dev/null || refuse "there is no $program"
done

# own KIND MODE PATH: is it what it should be, of this user alone, and no link?
own() {
  found=$(stat -c '%u %A' "$3" 2>/dev/null) || return 1
  case $found in "$(id -u) $1"$2) return 0 ;; esac
  return 1
}

# The folder is where nobody else writes, so that there is no link to follow, no pipe to wait for and no file but the one that all lock.
# Others can't open the file: whoever reads it could lock it.
umask 022
if mkdir "$folder" 2>/dev/null; then :; fi
own d '????-??-?*' "$folder" || refuse "$folder is not a folder in which $(id -un) alone may write: $(ls -ld "$folder" 2>&1)"
umask 077

take() {
  if [ -e "$lock" ] || [ -L "$lock" ]; then
    own - 'rw-------*' "$lock" || refuse "$lock is not a file of $(id -un) alone: $(ls -ld "$lock" 2>&1)"
  fi
  exec 9<>"$lock"
  flock -n 9 && same
}

# Whether what is locked is what another would find: somebody may have removed or replaced it meanwhile.
same() {
  [ "$(stat -L -c %d:%i /proc/self/fd/9)" = "$(stat -c %d:%i "$lock" 2>/dev/null)" ]
}

# The name is written after the lock was taken and taken away before it is let go: one who finds it without a name looks again.
tries=30
until take; do
  who=$(head -c 400 "$lock" 2>/dev/null | tr -d '\000-\037\177')
  if [ -n "$who" ] || [ "$tries" = 0 ]; then
    printf '%s\n' "busy $who"
    exit 75
  fi
  tries=$((tries - 1))
  sleep 0.1
done

# A task that still runs holds the lock, and keeps the name.
let_go() {
  if [ -z "$task" ] || [ -e "$task/status" ]; then
    if same; then : >"$lock"; fi
  fi
  exit 0
}

# begin NAME: goes on to its end whatever becomes of this connection; until then nobody else has the lock.
begin() {
  task=$folder/tasks/$1
  setsid sh -c 'sh "$1/script" >"$1/log" 2>&1 </dev/null
    echo $? >"$1/status.new"
    mv "$1/status.new" "$1/status"' fridge-task "$task" </dev/null >/dev/null 2>&1 &
}

task=
trap let_go HUP INT TERM PIPE
printf '%s since %s UTC\n' "$name" "$(date -u '+%Y-%m-%d %H:%M:%S')" >"$lock"
echo 'held 0'
while line=$(exec 9<&-; exec timeout "$silence" sh -c 'IFS= read -r line && printf %s "$line"'); do
  same || break
  case $line in *' '*) begin "${line#* }" ;; esac
  echo "held ${line%% *}" || break
done
let_go
