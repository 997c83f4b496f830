#!/bin/sh
# k3s-uninstall.sh [data]: takes this node out of its k3s: pods end; their network, their mounts and k3s' data go. With "data" its program, unit and settings stay.
# What pods have mounted is let go first, and nothing is deleted below a mount. Volumes of k3s' local-path stay in any case (/var/lib/rancher/k3s/storage): what is in them is a person's.
set -u
state=/var/lib/rancher/k3s
[ "$(id -u)" = 0 ] || { echo "k3s-uninstall.sh: only root can take k3s away: sudo k3s-uninstall.sh" >&2; exit 1; }

# end: k3s' own programs lie below its data; processes of pods are in the kubelet's cgroup.
end() {
  for process in /proc/[0-9]*; do
    case $(readlink "$process/exe" 2>/dev/null) in
      "$state"/data/*) ;;
      *) grep -qs kubepods "$process/cgroup" || continue ;;
    esac
    kill -9 "${process##*/}" 2>/dev/null
  done
}

# release: what is mounted below, the innermost first.
release() {
  while read -r _ at _; do
    case $at in /run/k3s | /run/k3s/* | /var/lib/kubelet/* | /run/netns/cni-* | "$state"/*) printf '%s\n' "$at" ;; esac
  done </proc/self/mounts | sort -r | while read -r at; do umount -f "$at" 2>/dev/null || umount -l "$at"; done
}

# is_released: nothing is mounted there any more.
is_released() {
  ! grep -q -e ' /run/k3s/' -e ' /var/lib/kubelet/' -e " $state/" /proc/self/mounts
}

# forget PROGRAM: the rules of kube-proxy, flannel and pods' ports; others stay as they are.
forget() {
  command -v "$1-save" >/dev/null || return 0
  "$1-save" | grep -v -e KUBE- -e CNI- | grep -iv flannel | "$1-restore"
}

for unit in k3s k3s-agent; do
  systemctl stop "$unit" 2>/dev/null
done
end
sleep 1
end
release
if ! is_released; then
  echo "k3s-uninstall.sh: a folder of a pod is still mounted (grep kubelet /proc/self/mounts), so nothing is deleted; reboot, then run the same command again" >&2
  exit 1
fi
for link in cni0 flannel.1; do
  ip link delete "$link" 2>/dev/null
done
forget iptables
forget ip6tables
rm -rf --one-file-system "$state/server" "$state/agent" /var/lib/kubelet /var/lib/cni /run/k3s /run/flannel
[ "${1-}" != data ] || exit 0

for unit in k3s k3s-agent; do
  systemctl --quiet disable "$unit" 2>/dev/null
  rm -f "/etc/systemd/system/$unit.service"
done
systemctl daemon-reload
for program in kubectl crictl ctr; do
  case $(readlink "/usr/local/bin/$program") in k3s | /usr/local/bin/k3s) rm -f "/usr/local/bin/$program" ;; esac
done
rm -rf --one-file-system "$state/data" "$state/fridge" /etc/rancher/k3s /var/lib/fridge/kubernetes /usr/local/bin/k3s
rmdir "$state" 2>/dev/null
rm -f /usr/local/bin/k3s-uninstall.sh
