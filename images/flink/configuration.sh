#!/bin/sh
# configuration.sh DISTRIBUTION: its config.yaml for containers, as the official image changes it: whoever asks is heard on every address.
set -eu
. "${0%/*}/../base/env.sh"
lines=$(/tools/jdk/bin/java -cp "$1/bin/bash-java-utils.jar:$(echo "$1"/lib/flink-dist*.jar)" \
  org.apache.flink.runtime.util.bash.BashJavaUtils UPDATE_AND_GET_FLINK_CONFIGURATION --configDir "$1/conf" \
  -repKV rest.address,localhost,0.0.0.0 -repKV rest.bind-address,localhost,0.0.0.0 \
  -repKV jobmanager.bind-host,localhost,0.0.0.0 -repKV taskmanager.bind-host,localhost,0.0.0.0 \
  -rmKV taskmanager.host=localhost)
echo "$lines" | sed -n 's/^BASH_JAVA_UTILS_EXEC_RESULT://p'
