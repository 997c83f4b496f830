# A running engine takes new settings by a restart; one that refuses them gets the old ones back.
restart_docker() {
  # Engines from 23 on look at the file without being restarted.
  if dockerd --help 2>/dev/null | grep -q -e --validate && ! dockerd --validate --config-file /etc/docker/daemon.json; then
    undo /etc/docker/daemon.json
    echo "/etc/docker/daemon.json would not be valid; it stays as it was" >&2
    return 1
  fi
  if ! systemctl is-active --quiet docker; then return 0; fi
  if systemctl restart docker && await_docker; then rm -f /etc/docker/daemon.json.fridge-before; return 0; fi
  journalctl --no-pager -n 5 -o cat -u docker >&2 || :
  undo /etc/docker/daemon.json
  systemctl reset-failed docker || :
  systemctl restart docker || :
  echo "the engine refused the new /etc/docker/daemon.json; the old one is back" >&2
  return 1
}

await_docker() {
  tries=60
  until docker version >/dev/null 2>&1; do
    tries=$((tries - 1))
    if [ $tries = 0 ]; then
      journalctl --no-pager -n 15 -u docker >&2 || :
      echo "the engine doesn't answer after a minute" >&2
      return 1
    fi
    sleep 1
  done
}

install_docker() {
  # One broken source of a person's is no reason: whether the lists will do, install tells.
  apt_get update || echo "fridge: the package lists could not all be renewed; going on with those that are there"
  packages="docker.io iptables"
  # Debian 13 packs the client for itself.
  if apt-cache show docker-cli >/dev/null 2>&1; then packages="$packages docker-cli"; fi
  # shellcheck disable=SC2086
  apt_get --no-install-recommends install $packages
  systemctl enable --now docker
}

