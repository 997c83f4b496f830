# Starts a payload (standard input) detached from this connection, or attaches to the one that runs, and shows its log.
# Arguments: the payload's SHA-256, its short form (the folder's name), what to call it, the folder of all, a limit in seconds.
# Ends with 0: the payload did; 99: the payload failed, its own status is the last line, `:status N`; 100: another plan ran meanwhile,
# so the facts are old; 101: it died without a status; 102: it arrived cut; 103: it runs for longer than the limit, and goes on;
# 104: another plan does.
set -eu
export LC_ALL=C PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
hash=$1 short=$2 title=$3 home=$4 limit=$5
dir=$home/$short
lock=$home/apply.lock
umask 022
mkdir -p "$home"
umask 077
mkdir -p "$dir"

# Since the boot: the clock of a Pi may jump by years when it hears of the time.
uptime() {
  read -r seconds _ </proc/uptime
  seconds=${seconds%.*}
}
uptime
began=$seconds

in_time() {
  uptime
  [ $((seconds - began)) -lt "$limit" ]
}

receive() {
  cat >"$dir/payload.$$"
  if [ "$(sha256sum <"$dir/payload.$$" | cut -d' ' -f1)" != "$hash" ]; then
    rm -f "$dir/payload.$$"
    echo "the payload arrived incomplete; nothing was run" >&2
    exit 102
  fi
  mv -f "$dir/payload.$$" "$dir/payload"
}

# The runner holds the lock as long as the payload runs. Its status appears whole, and last.
write_runner() {
  cat >"$dir/runner.$$" <<'RUNNER'
dir=$1 short=$2 home=$3
umask 022
exec 9>"$home/apply.lock"
if ! flock -n 9; then
  [ "$(cat "$home/applying" 2>/dev/null)" = "$short" ] || echo another >"$dir/status"
  exit 0
fi
echo "$short" >"$home/applying"
: >"$dir/log"
cd /
sh "$dir/payload" >>"$dir/log" 2>&1 </dev/null 9>&-
echo $? >"$dir/status.new"
rm -f "$home/applying"
mv -f "$dir/status.new" "$dir/status"
RUNNER
  mv -f "$dir/runner.$$" "$dir/runner"
}

# Outlives the login session: a unit of its own where systemd runs, else a session of its own.
start() {
  if [ -d /run/systemd/system ] && systemd-run --quiet --collect --description="Fridge: $title" \
    /bin/sh "$dir/runner" "$dir" "$short" "$home" 2>/dev/null; then return 0; fi
  setsid sh "$dir/runner" "$dir" "$short" "$home" </dev/null >/dev/null 2>&1 &
}

idle() { flock -n "$lock" true; }

# Ours is joined, another's is waited for.
take_turn() {
  waited=
  while ! idle; do
    running=$(cat "$home/applying" 2>/dev/null || :)
    if [ "$running" = "$short" ]; then
      echo "fridge: attached to this step, which is running already"
      return 1
    fi
    [ -n "$waited" ] || echo "fridge: waiting for another run's step${running:+ ($running)}"
    waited=yes
    in_time || exit 104
    sleep 1
  done
  [ -z "$waited" ] || exit 100
}

follow() {
  shown=0 silent=0
  while :; do
    ended=; [ ! -e "$dir/status" ] || ended=yes
    size=$({ wc -c <"$dir/log"; } 2>/dev/null || echo 0)
    if [ "$size" -gt "$shown" ]; then
      tail -c +$((shown + 1)) "$dir/log" | head -c $((size - shown))
      shown=$size
    fi
    [ -z "$ended" ] || return 0
    in_time || exit 103
    # The runner needs a moment to take the lock; after that, a free lock without a status is a death.
    silent=$((silent + 1))
    if [ $((silent % 25)) = 0 ] && idle && [ ! -e "$dir/status" ]; then exit 101; fi
    sleep 0.2
  done
}

receive
if take_turn; then
  rm -f "$dir/status" "$dir/log"
  write_runner
  start
fi
follow
status=$(cat "$dir/status")
case $status in
  0) exit 0 ;;
  another) exit 100 ;;
esac
printf '\n:status %s\n' "$status"
exit 99
