# What differs by who makes the Kubernetes stands before this, by name; its own functions stand behind.
kube_programs=/var/lib/fridge/kubernetes/programs

# link FROM TO: TO leads to FROM; a program of a person's that is there already stays.
link() {
  folder "${2%/*}"
  if [ -e "$2" ] && [ ! -L "$2" ]; then return 0; fi
  ln -sfn "$1" "$2"
}

# keep_programs ID NAME…: these were unpacked, and what else was sent goes. The list of sizes tells later whether all of it is still whole.
keep_programs() {
  kube_id=$1
  shift
  for name in "$kube_programs"/*; do
    case " $* id sizes " in *" ${name##*/} "*) ;; *) rm -f "$name" ;; esac
  done
  (cd "$kube_programs" && stat -c '%s %n' "$@" >sizes.new && flush sizes.new && mv -f sizes.new sizes)
  put "$kube_programs/id" 0644 "$kube_id
"
}

# as_admin ARGUMENT…: kubectl with the cluster's own certificate.
as_admin() {
  $kube_kubectl --kubeconfig "$kube_admin" --request-timeout=20s "$@"
}

# await_kubernetes WHAT SECONDS COMMAND…: where it doesn't come, with the command's own words and the kubelet's last.
await_kubernetes() {
  await_what=$1 await_tries=$(($2 / 2))
  shift 2
  if await "$await_tries" 2 "$await_what: not within its time" "$@"; then return 0; fi
  "$@" >&2 || :
  # shellcheck disable=SC2086
  journalctl --no-pager -n 15 -o cat $kube_units >&2 || :
  return 1
}

# begin_anew: what a step of ours that a power cut ended has left is taken away; the mark says that it is ours.
begin_anew() {
  if [ ! -e "$kube_mark" ]; then return 0; fi
  echo "fridge: an earlier attempt did not finish here; it is undone first"
  take_back
}

# mark WORD CLUSTER: Fridge's own word, which outlives a power cut.
mark() {
  put "$kube_mark" 0644 "$1 $2
"
}

# has_network NAME KUBECONFIG: whether the node is known and its pods have addresses.
has_network() {
  [ -n "$($kube_kubectl --kubeconfig "$2" --request-timeout=10s get node "$1" -o 'jsonpath={.spec.podCIDR}')" ]
}

# await_ready NAME…: the API server's word that they take pods.
await_ready() {
  for name; do
    await_kubernetes "$name ready" 180 as_admin wait --for=condition=Ready "node/$name" --timeout=1s
  done
}
