containerd_settings=/etc/containerd/config.toml

# restart_containerd: one that doesn't serve a kubelet with settings that haven't proven themselves yet gets the old ones back. Its containers go on meanwhile.
restart_containerd() {
  if systemctl restart containerd && await 60 1 "containerd serves no kubelet after a minute" containerd_serves; then
    settle "$containerd_settings"
    # Units of some engines end with containerd's.
    if systemctl is-enabled --quiet docker && ! systemctl is-active --quiet docker; then systemctl start docker; fi
    return 0
  fi
  journalctl --no-pager -n 15 -o cat -u containerd >&2 || :
  if [ -e "$containerd_settings.fridge-before" ]; then
    undo "$containerd_settings"
    systemctl reset-failed containerd || :
    systemctl restart containerd || :
    echo "containerd doesn't start with the new $containerd_settings; the old one is back" >&2
  fi
  return 1
}

# Its parts for a kubelet are there, under either of their names, and each says ok.
containerd_serves() {
  containerd_parts=$(timeout 20 ctr plugins ls | grep -E ' cri |^io\.containerd\.cri\.') && ! printf '%s\n' "$containerd_parts" | grep -q -v 'ok *$'
}

install_containerd() {
  # One broken source of a person's is no reason: whether the lists will do, install tells.
  apt_get update || echo "fridge: the package lists could not all be renewed; going on with those that are there"
  apt_get --no-install-recommends install containerd iptables
  systemctl enable containerd
}
