# unpack_programs ID NAME…: the one program, under the names that it answers to.
unpack_programs() {
  kube_id=$1
  shift
  link "$kube_programs/k3s" /usr/local/bin/k3s
  for tool in kubectl crictl ctr; do
    command -v "$tool" >/dev/null || link /usr/local/bin/k3s "/usr/local/bin/$tool"
  done
  keep_programs "$kube_id" "$@"
}

# take_back: what a server or an agent have made of this node; settings and program stay.
take_back() {
  sh /usr/local/bin/k3s-uninstall.sh data
}

# begin CLUSTER: from nothing. A node that was formed before has lost what names it to the others, and no more.
begin() {
  if grep -q '^formed ' "$kube_mark" 2>/dev/null; then return 0; fi
  begin_anew
  mark forming "$1"
}

# lay_images: the archive with the images of k3s' own pods is where k3s looks for it as it starts, since nodes may reach no registry. One file under two names takes a card's space once.
lay_images() {
  kube_images=/var/lib/rancher/k3s/agent/images
  folder "$kube_images"
  for archive in "$kube_programs"/*.tar.zst; do
    ln -f "$archive" "$kube_images/${archive##*/}" 2>/dev/null || cp -f "$archive" "$kube_images/${archive##*/}"
  done
}

# form_kubernetes CLUSTER NODE: the server, with a token of its own that stays there. A card takes minutes for the images before the node is known.
form_kubernetes() {
  begin "$1"
  lay_images
  systemctl daemon-reload
  systemctl restart --no-block k3s
  await_kubernetes "the API server" 300 as_admin get --raw /readyz
  await_kubernetes "a network for pods of $2" 600 has_network "$2" "$kube_admin"
  mark formed "$1"
}

# join_kubernetes CLUSTER NODE TOKENFILE: the token is taken back once all have joined, and the file then opens nothing.
join_kubernetes() {
  chmod 0600 "$3"
  begin "$1"
  lay_images
  systemctl daemon-reload
  systemctl restart --no-block k3s-agent
  await_kubernetes "a network for pods of $2" 600 has_network "$2" "$kube_kubelet"
  mark formed "$1"
}

# renew_certificates UNIT NODE: k3s does that as it starts; pods go on meanwhile.
renew_certificates() {
  timeout 300 systemctl restart "$1" || :
  if [ -e "$kube_admin" ]; then
    await_kubernetes "the API server" 300 as_admin get --raw /readyz
  else
    await_kubernetes "the API server's answer to $2" 300 has_network "$2" "$kube_kubelet"
  fi
}
