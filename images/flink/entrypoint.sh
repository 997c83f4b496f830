#!/usr/bin/env bash
# The full variant's entry point: commands and variables of the official image's for Flink 1.20 (docs/image-variants.md says what differs).
# Fridge's own manifests start Java directly: a first word that begins with @ or - is theirs.
set -u

USAGE="Usage: docker-entrypoint.sh jobmanager|taskmanager|standalone-job|history-server|sql-gateway|help [arguments], or any other command

Before a command: ENABLE_BUILT_IN_PLUGINS (jars in $FLINK_HOME/opt, separated by ;) are plugged in; JOB_MANAGER_RPC_ADDRESS (default: this host),
TASK_MANAGER_NUMBER_OF_TASK_SLOTS and FLINK_PROPERTIES (a line each: key: value) go into $FLINK_HOME/conf."

declare -A settings=()

enable_plugins() {
  local jar folder
  for jar in ${ENABLE_BUILT_IN_PLUGINS//;/ }; do
    if [ ! -e "$FLINK_HOME/opt/$jar" ]; then
      echo "ENABLE_BUILT_IN_PLUGINS: there is no $jar in $FLINK_HOME/opt, which has: $(cd "$FLINK_HOME/opt" && echo *)" >&2
      exit 1
    fi
    folder="$FLINK_HOME/plugins/${jar%.jar}"
    if ! mkdir -p "$folder" || ! ln -fs "$FLINK_HOME/opt/$jar" "$folder/"; then
      echo "ENABLE_BUILT_IN_PLUGINS: $jar can't be linked into $folder, which $(id -un) may not write" >&2
      exit 1
    fi
    echo "Plugged in $jar"
  done
}

# What somebody asked for; FLINK_PROPERTIES come last and win.
read_environment() {
  local key value
  if [ -n "${JOB_MANAGER_RPC_ADDRESS:-}" ]; then
    settings[jobmanager.rpc.address]=$JOB_MANAGER_RPC_ADDRESS
  fi
  if [ -n "${TASK_MANAGER_NUMBER_OF_TASK_SLOTS:-}" ]; then
    settings[taskmanager.numberOfTaskSlots]=$TASK_MANAGER_NUMBER_OF_TASK_SLOTS
  fi
  while IFS=: read -r key value; do
    read -r key <<< "$key"
    read -r value <<< "$(envsubst <<< "$value")"
    if [ -n "$key" ] && [[ $key != \#* ]]; then
      settings[$key]=$value
    fi
  done <<< "${FLINK_PROPERTIES:-}"
}

# Flink's own parser writes the file, in one JVM for all settings.
write_configuration() {
  local key lines options=()
  for key in "${!settings[@]}"; do
    options+=("-D$key=${settings[$key]}")
  done
  if ! lines=$("$JAVA_HOME/bin/java" -cp "$FLINK_HOME/bin/bash-java-utils.jar:$(echo "$FLINK_HOME"/lib/flink-dist*.jar)" \
    org.apache.flink.runtime.util.bash.BashJavaUtils UPDATE_AND_GET_FLINK_CONFIGURATION --configDir "$FLINK_HOME/conf" "${options[@]}" 2>&1); then
    printf 'The settings can'\''t be written to %s:\n%s\n' "$1" "$lines" >&2
    exit 1
  fi
  sed -n 's/^BASH_JAVA_UTILS_EXEC_RESULT://p' <<< "$lines" > "$1"
}

configure() {
  local file="$FLINK_HOME/conf/flink-conf.yaml" key
  if [ ! -e "$file" ]; then
    file="$FLINK_HOME/conf/config.yaml"
  fi
  read_environment
  if [ -w "$file" ]; then
    : "${settings[jobmanager.rpc.address]=$(hostname -f 2> /dev/null || hostname)}" "${settings[blob.server.port]=6124}" "${settings[query.server.port]=6125}"
    write_configuration "$file"
  elif [ ${#settings[@]} -gt 0 ]; then
    echo "$file is read-only, as a mounted one is: what the environment asks for is given to Flink as -D options" >&2
    for key in "${!settings[@]}"; do
      dynamic+=(-D "$key=${settings[$key]}")
    done
  fi
}

case "${1:-help}" in
  @* | -*)
    unset JDK_JAVA_OPTIONS
    exec /usr/bin/start "$@"
    ;;
  help)
    echo "$USAGE"
    exit 0
    ;;
esac

dynamic=()
ENABLE_BUILT_IN_PLUGINS=${ENABLE_BUILT_IN_PLUGINS:-}
enable_plugins
configure
command=$1
shift
case "$command" in
  jobmanager | taskmanager | standalone-job) exec "$FLINK_HOME/bin/$command.sh" start-foreground "${dynamic[@]}" "$@" ;;
  history-server) exec "$FLINK_HOME/bin/historyserver.sh" start-foreground "$@" ;;
  sql-gateway) exec "$FLINK_HOME/bin/sql-gateway.sh" start-foreground "$@" ;;
  *) exec "$command" "$@" ;;
esac
