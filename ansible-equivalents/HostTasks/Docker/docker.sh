docker_settings=/etc/docker/daemon.json

# A running engine takes new settings by a restart; what doesn't run takes them when it is started.
restart_docker() {
  # Engines from 23 on look at the file without being restarted.
  if dockerd --help 2>/dev/null | grep -q -e --validate && ! dockerd --validate --config-file "$docker_settings"; then
    undo "$docker_settings"
    echo "$docker_settings would not be valid; the old file stays" >&2
    return 1
  fi
  if ! systemctl is-active --quiet docker; then return 0; fi
  start_docker restart
  await 60 1 "a minute after the restart of docker the node is not back in its swarm" swarm_settled
}

# start_docker start|restart: an engine that doesn't answer with settings that haven't proven themselves yet gets the old ones back.
start_docker() {
  if systemctl "$1" docker && await 60 1 "the engine doesn't answer after a minute" docker_answers; then
    settle "$docker_settings"
    return 0
  fi
  journalctl --no-pager -n 15 -o cat -u docker -u fridge-firewall >&2 || :
  give_back docker "$docker_settings" "the engine"
  return 1
}

docker_answers() {
  timeout 20 docker version
}

# Whether the node is a member again of the swarm that it is in: the next node's engine is restarted after that.
swarm_settled() {
  [ "$(timeout 20 docker info --format '{{.Swarm.LocalNodeState}}' 2>/dev/null)" != pending ]
}

install_docker() {
  renew_package_lists
  packages="docker.io iptables"
  # Debian 13 packs the client for itself.
  if apt-cache show docker-cli >/dev/null 2>&1; then packages="$packages docker-cli"; fi
  # shellcheck disable=SC2086
  apt_get --no-install-recommends install $packages
  systemctl enable docker
  start_docker start
}
