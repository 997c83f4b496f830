kube_programs=/var/lib/fridge/kubernetes/programs
kube_root=/var/lib/fridge/kubernetes/root
kube_mark=/etc/kubernetes/fridge

# link FROM TO: TO leads to FROM; a program of a person's that is there already stays.
link() {
  folder "${2%/*}"
  if [ -e "$2" ] && [ ! -L "$2" ]; then return 0; fi
  ln -sfn "$1" "$2"
}

# unpack_programs ID NAME…: what was sent becomes what is called. The list of sizes tells later whether all of it is still whole.
unpack_programs() {
  kube_id=$1
  shift
  rm -rf "$kube_root.new"
  mkdir -p "$kube_root.new"
  for name; do
    case $name in
      *.deb) dpkg-deb --fsys-tarfile "$kube_programs/$name" | tar -x -C "$kube_root.new" --keep-directory-symlink --no-same-owner --exclude=./usr/share ;;
      *) link "$kube_programs/$name" "/usr/local/bin/$name" ;;
    esac
  done
  flush "$kube_root.new"
  rm -rf "$kube_root"
  mv "$kube_root.new" "$kube_root"
  for program in "$kube_root"/usr/bin/* "$kube_root"/usr/sbin/* "$kube_root"/bin/* "$kube_root"/sbin/*; do
    if [ ! -f "$program" ]; then continue; fi
    case ${program##*/} in
      kubectl) link "$program" /usr/local/bin/kubectl ;;
      *) command -v "${program##*/}" >/dev/null || link "$program" "/usr/local/sbin/${program##*/}" ;;
    esac
  done
  for plugin in "$kube_root"/usr/lib/cni/*; do
    link "$plugin" "/opt/cni/bin/${plugin##*/}"
  done
  for name in "$kube_programs"/*; do
    case " $* id sizes " in *" ${name##*/} "*) ;; *) rm -f "$name" ;; esac
  done
  (cd "$kube_programs" && stat -c '%s %n' "$@" >sizes.new && flush sizes.new && mv -f sizes.new sizes)
  put "$kube_programs/id" 0644 "$kube_id
"
}

# as_admin ARGUMENT…: kubectl with the cluster's own certificate.
as_admin() {
  /usr/local/bin/kubectl --kubeconfig /etc/kubernetes/admin.conf --request-timeout=20s "$@"
}

# await_kubernetes WHAT SECONDS COMMAND…: where it doesn't come, with the command's own words and the kubelet's last.
await_kubernetes() {
  await_what=$1 await_tries=$(($2 / 2))
  shift 2
  if await "$await_tries" 2 "$await_what: not within its time" "$@"; then return 0; fi
  "$@" >&2 || :
  journalctl --no-pager -n 15 -o cat -u kubelet >&2 || :
  return 1
}

# begin_anew: what a step of ours that a power cut ended has left is taken away; the mark says that it is ours.
begin_anew() {
  if [ ! -e "$kube_mark" ]; then return 0; fi
  echo "fridge: an earlier attempt did not finish here; it is undone first"
  /usr/local/bin/kubeadm reset --force
  rm -rf /etc/cni/net.d/10-fridge.conflist
  remove_containers
}

# remove_containers: of pods, in containerd; kubeadm does that by crictl, which few nodes have. containerd's own memory of them goes with a restart.
remove_containers() {
  if [ ! -S /run/containerd/containerd.sock ] || [ -z "$(ctr -n k8s.io containers ls -q)" ]; then return 0; fi
  for container in $(ctr -n k8s.io containers ls -q); do
    ctr -n k8s.io tasks rm --force "$container" >/dev/null 2>&1 || :
    ctr -n k8s.io containers rm "$container" || :
  done
  systemctl restart containerd
}

# has_network NAME KUBECONFIG: whether the node is known and its pods have addresses.
has_network() {
  [ -n "$(/usr/local/bin/kubectl --kubeconfig "$2" --request-timeout=10s get node "$1" -o 'jsonpath={.spec.podCIDR}')" ]
}

# What kubeadm looks at and a Pi hasn't, or a person chose: two cores, 1700 MB, no swap, a kernel that shows its configuration, crictl.
kube_overlook=NumCPU,Mem,Swap,SystemVerification,FileExisting-crictl

# form_kubernetes CLUSTER NODE CONFIG [WITHOUT]: the first control plane. kubeadm would print the token that it makes for a join by hand, and ask for the image of what it is to do
# without. No join of ours takes that token, so it goes at once. Before 1.31 its first look asks containerd by crictl, and ends where that is missing; the kubelet pulls by itself.
form_kubernetes() {
  begin_anew
  kube_skip=${4:-}
  if grep -q 'criSocket: .*containerd' "$3" && ! command -v crictl >/dev/null; then kube_skip=preflight${kube_skip:+,$kube_skip}; fi
  put "$kube_mark" 0644 "forming $1
"
  systemctl daemon-reload
  /usr/local/bin/kubeadm init --config "$3" --skip-token-print --ignore-preflight-errors="$kube_overlook${4:+,ImagePull}" ${kube_skip:+"--skip-phases=$kube_skip"}
  await_kubernetes "the API server" 180 as_admin get --raw /readyz
  as_admin delete secret -n kube-system --field-selector type=bootstrap.kubernetes.io/token
  await_kubernetes "a network for pods of $2" 120 has_network "$2" /etc/kubernetes/admin.conf
  put "$kube_mark" 0644 "formed $1
"
}

# join_kubernetes CLUSTER NODE CONFIG: the file has a token, so it goes in any case.
join_kubernetes() {
  kube_join=$3
  trap 'rm -f "$kube_join"' EXIT
  begin_anew
  put "$kube_mark" 0644 "forming $1
"
  systemctl daemon-reload
  /usr/local/bin/kubeadm join --config "$3" --ignore-preflight-errors="$kube_overlook"
  await_kubernetes "a network for pods of $2" 120 has_network "$2" /etc/kubernetes/kubelet.conf
  put "$kube_mark" 0644 "formed $1
"
}

# await_ready NAME…: the API server's word that they take pods.
await_ready() {
  for name; do
    await_kubernetes "$name ready" 180 as_admin wait --for=condition=Ready "node/$name" --timeout=1s
  done
}


# apply_flannel FILE: whose pods then lay the network on each node.
apply_flannel() {
  as_admin apply --server-side --force-conflicts --field-manager=fridge -f "$1"
}

# is_renewed STAMP: whether each part of the control plane runs as its file has it now.
is_renewed() {
  kube_parts=$(grep -l "fridge-renewed: \"$1\"" /etc/kubernetes/manifests/*.yaml | wc -l)
  kube_ready=$(as_admin get pods -n kube-system -l "fridge-renewed=$1" -o 'jsonpath={range .items[*]}{.status.containerStatuses[0].ready}{"\n"}{end}' | grep -c true)
  [ "$kube_parts" -gt 0 ] && [ "$kube_ready" -eq "$kube_parts" ]
}

# renew_certificates: those that kubeadm gave for a year. The kubelet starts a part of the control plane again, with them, as soon as its file is another one: by a label that says when.
# It reads all that lies in its folder, so a file is made beside that.
renew_certificates() {
  kube_stamp=$(date +%s)
  put /etc/kubernetes/fridge-renewing 0644 "$kube_stamp
"
  /usr/local/bin/kubeadm certs renew all
  for manifest in /etc/kubernetes/manifests/etcd.yaml /etc/kubernetes/manifests/kube-*.yaml; do
    if [ ! -f "$manifest" ]; then continue; fi
    kube_new=/etc/kubernetes/${manifest##*/}.fridge-new
    (umask 077 && sed -e '/^    fridge-renewed: /d' -e "s/^    tier: control-plane$/&\n    fridge-renewed: \"$kube_stamp\"/" "$manifest" >"$kube_new")
    flush "$kube_new"
    mv -f "$kube_new" "$manifest"
  done
  await_kubernetes "the control plane with its new certificates" 300 is_renewed "$kube_stamp"
  rm -f /etc/kubernetes/fridge-renewing
}
