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
  give_back containerd "$containerd_settings" containerd
  return 1
}

# Its parts for a kubelet are there, under either of their names, and each says ok.
containerd_serves() {
  containerd_parts=$(timeout 20 ctr plugins ls | grep -E ' cri |^io\.containerd\.cri\.') && ! printf '%s\n' "$containerd_parts" | grep -q -v 'ok *$'
}

install_containerd() {
  renew_package_lists
  apt_get --no-install-recommends install containerd iptables
  systemctl enable containerd
}
