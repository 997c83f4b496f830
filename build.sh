#!/usr/bin/env bash
# The front door: finds or installs the .NET SDK, compiles when a source has changed, starts the program.
# Usage: ./build.sh [Target…] [--options]; ./build.sh --help says the rest.
set -euo pipefail

say() { printf '%s\n' "$*" >&2; }
die() { local code=$1; shift; printf '%s\n' "$@" >&2; exit "$code"; }
child=
trap '[[ -z $child ]] || kill "$child" 2>/dev/null; exit 130' INT TERM HUP

self=${BASH_SOURCE[0]}
[[ ! -L $self ]] || self=$(readlink -f -- "$self")
[[ $self == */* ]] || self=./$self
root=$(cd -- "${self%/*}" && pwd -P)
temp=$root/.nuke/temp/fridge

export FRIDGE_ROOT=$root
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=1

# --- what the program is made of ---------------------------------------------------------------------------------

# With the arguments of find that print each source, and each folder of sources. Scripts, keys and schemas count because rooms embed them.
sources() {
  cd -- "$root" && LC_ALL=C find . \
    -type d \( -path ./.git -o -path ./.nuke -o -path ./artifacts -o -path ./tests -o -path ./bench \
       -o -path ./docs -o -path ./workloads -o -path ./clusters -o -name bin -o -name obj \) -prune \
    -o \( -type d -o -type f \( -name '*.cs' -o -name '*.csproj' -o -name '*.props' -o -name '*.targets' -o -name '*.sh' -o -name '*.keys' -o -name '*.gz' \
       -o -name 'packages.lock.json' -o -name global.json -o -name .editorconfig -o -iname nuget.config \) \) "$@"
}

# Sizes, times, names. A folder's time moves when something in it is added, deleted or renamed.
list_sources() { (sources -printf '%s %T@ %p\n'); }

# Asked when a size or a time differs: a checkout or a copy moves the times, not the contents.
hash_of_sources() { (sources -type f -printf '%P\0' | LC_ALL=C sort -z | (cd -- "$root" && xargs -0 sha256sum --) | sha256sum | cut -c1-16); }

# Asked every time, so no folder is searched: what was listed is looked at. A stamp is the folder of the compiled program, the SDK's folder,
# then the sizes and times of what the file beside it names.
is_current() {
  [[ -f $temp/stamp && -f $temp/sources ]] || return 1
  { IFS= read -r program; IFS= read -r sdk; IFS= read -r -d '' stamped || true; } <"$temp/stamp"
  [[ -x $program/fridge && -x $sdk/dotnet ]] || return 1
  mapfile -t listed <"$temp/sources"
  seen=$(cd -- "$root" && LC_ALL=C exec stat -c '%s %.10Y' -- "${listed[@]}" 2>/dev/null) || return 1
  # Not [[ ]], which makes a pattern of it first.
  [ "$seen"$'\n' = "$stamped" ]
}

# The names first: whoever reads in between finds that they don't fit the stamp.
stamp() {
  cut -d ' ' -f 3- <<<"$now" >"$temp/sources.new" && mv -- "$temp/sources.new" "$temp/sources" &&
    { printf '%s\n' "$program" "$sdk" && cut -d ' ' -f 1,2 <<<"$now"; } >"$temp/stamp.new" && mv -- "$temp/stamp.new" "$temp/stamp" ||
    die 1 "The state of the compiled program can't be written to $temp: is the disk full?"
}

# --- the SDK -----------------------------------------------------------------------------------------------------

has_flag() { local flag=$1; shift; for word in "$@"; do [[ $word != "$flag" ]] || return 0; done; return 1; }

# global.json decides, with its roll-forward: the host itself is asked, from the checkout.
satisfies() { [[ -x $1/dotnet ]] && (cd -- "$root" && "$1/dotnet" --version) >/dev/null 2>&1; }

find_sdk() {
  local candidate onPath
  onPath=$(command -v dotnet || true)
  [[ -z $onPath ]] || onPath=$(dirname -- "$(readlink -f -- "$onPath")")
  for candidate in "${DOTNET_ROOT:-}" "$onPath" "${HOME:-}/.dotnet"; do
    if [[ -n $candidate ]] && satisfies "$candidate"; then sdk=$candidate; return 0; fi
  done
  return 1
}

wanted_sdk() { sed -n 's/.*"version": *"\([0-9.]*\)".*/\1/p' "$root/global.json"; }

# Microsoft's archives of the version that global.json names: what is run here is what was looked at.
sdk_sum() {
  case $1 in
    10.0.100-linux-x64) echo f78dbac30c9af2230d67ff5c224de3a5dbf63f8a78d1c206594dedb80e6909d2cc8a9d865d5105c72c2fd2aa266fc0c6c77dedac60408cbccf272b116bd11b07 ;;
    10.0.100-linux-arm64) echo 24fc2b105ab8484c34213ef57ac4e6a36a6593241f0ebc6cf0a40ec2f5fea2d76de85c4b87b2a53814d194e32ec1288dd5053cd6f52768d79cd0ac948cbf84ea ;;
    *) die 1 "build.sh has no checksum of the .NET SDK $1." "Install it by hand (https://dot.net), or add its SHA-512 from Microsoft's release notes." ;;
  esac
}

install_sdk() {
  local version answer archive
  version=$(wanted_sdk); sdk=${HOME:?is not set, so there is no folder for the .NET SDK}/.dotnet
  local what="the .NET SDK $version, about 240 MB to download and 700 MB in $sdk"
  ! has_flag --no-install "$@" || die 2 "Missing: $what." "Install it, or run this without --no-install."
  if [[ -t 0 && -t 2 ]] && ! has_flag --yes "$@"; then
    read -r -p "Missing: $what. Install it? [Y/n] " answer || answer=n
    [[ ${answer:-y} == [yYjJ]* ]] || die 2 "Without the .NET SDK nothing can be compiled." "Install it, or say yes next time."
  fi
  say "Installing $what."
  archive=$temp/dotnet-sdk.tar.gz
  download_sdk "$version" "$archive"
  rm -rf -- "$temp/sdk" && mkdir -p -- "$temp/sdk" "$sdk" && tar -xzf "$archive" -C "$temp/sdk" && cp -an -- "$temp/sdk/." "$sdk" ||
    die 1 "The .NET SDK could not be unpacked into $sdk: is the disk full?"
  rm -rf -- "$temp/sdk" "$archive"
  satisfies "$sdk" || die 1 "The .NET SDK that was installed in $sdk doesn't satisfy global.json ($version)." "Install that version by hand."
}

download_sdk() {
  local name=$1-$(runtime) to=$2 sum from
  sum=$(sdk_sum "$name"); from=https://builds.dotnet.microsoft.com/dotnet/Sdk/$1/dotnet-sdk-$name.tar.gz
  if command -v curl >/dev/null; then curl -fsSL --proto =https --retry 3 --max-filesize 400000000 -o "$to" "$from"
  elif command -v wget >/dev/null; then wget -q --https-only -O "$to" "$from"
  else die 2 "Missing: curl or wget, to download the .NET SDK."
  fi || die 1 "$from could not be downloaded." "Check the network, or install the .NET SDK by hand (https://dot.net)."
  if ! sha512sum --check --status <<<"$sum  $to"; then
    rm -f -- "$to"
    die 1 "$from isn't what build.sh expects: its SHA-512 isn't ${sum:0:16}…; it was thrown away." "Is there a proxy that answers in its place? Else install the .NET SDK by hand (https://dot.net)."
  fi
}

# --- compiling ---------------------------------------------------------------------------------------------------

runtime() {
  case $(uname -m) in
    x86_64) echo linux-x64 ;;
    aarch64) echo linux-arm64 ;;
    *) die 2 "Fridge is built on x86_64 and aarch64; this machine is $(uname -m)." ;;
  esac
}

compile() {
  local to=$1 log=$temp/compile.log rid
  rid=$(runtime)
  say "Compiling (about half a minute)…"
  rm -rf -- "$to"
  # In the background, so that a signal reaches the trap at once; no compiler or build server stays behind.
  "$sdk/dotnet" publish "$root/build/targets" -c Release -o "$to" -p:FrontDoor="$rid" -p:ArtifactsPath="$root/.nuke/temp/front" \
    -p:UseSharedCompilation=false -nodeReuse:false --nologo -v quiet >"$log" 2>&1 &
  child=$!
  { wait "$child"; } 2>/dev/null || compile_failed "$log"
  child=
}

compile_failed() {
  # On a full disk the compiler may die before it says so.
  if grep -q 'No space left on device' "$1" || (($(df --output=avail -k -- "$temp" | tail -n 1) < 1024)); then
    die 1 "The disk is full: $temp" "Make room (a compile takes about 200 MB), then run the same command again."
  fi
  # A line per error, once, without the project's name behind it.
  grep -E 'error [A-Z]+[0-9]+|error :' "$1" | sed -e "s|$root/||g" -e 's| \[[^]]*\]$||' | sort -u | head -n 20 >&2 || tail -n 5 "$1" >&2
  die 1 "The program doesn't compile. Everything the compiler said: $1"
}

# The last three programs stay: an earlier one may be running still, and branches change back.
forget_old() { ls -1dt -- "$temp"/program-* 2>/dev/null | tail -n +4 | xargs -r -d '\n' rm -rf --; }

# Restoring may have written lock files anew. Whatever else was edited meanwhile isn't in the program: the next run compiles it.
only_locks_changed() {
  local after locks='/packages.lock.json$'
  after=$(list_sources)
  [[ $(grep -v "$locks" <<<"$after") == "$(grep -v "$locks" <<<"$now")" ]] && now=$after
}

make_current() {
  local reason
  reason=$({ mkdir -p -- "$temp" && : >>"$temp/lock"; } 2>&1) ||
    die 2 "The compiled program has no place in $temp: ${reason##*: }." "Make that folder writable, or clone the repository elsewhere."
  exec 9>>"$temp/lock"
  if ! flock -n 9; then say "Another build.sh is compiling; waiting for it."; flock 9; fi
  ! is_current || { exec 9>&-; return 0; }
  now=$(list_sources)

  find_sdk || install_sdk "$@"
  program=$temp/program-$(hash_of_sources)
  if [[ ! -x $program/fridge ]]; then
    compile "$temp/new" 9>&-
    ! only_locks_changed || program=$temp/program-$(hash_of_sources)
    rm -rf -- "$program" && mv -- "$temp/new" "$program"
  fi
  touch -- "$program"
  stamp
  forget_old
  exec 9>&-
}

is_current || make_current "$@"
export DOTNET_ROOT=$sdk
command -v dotnet >/dev/null || export PATH=$PATH:$sdk
exec "$program/fridge" "$@"
