export LC_ALL=C PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
section() {
  if out=$("fact_$1" 2>/dev/null </dev/null); then code=0; else code=$?; fi
  printf ':%s %s\n' "$1" "$code"
  [ -z "$out" ] || printf '%s\n' "$out" | sed 's/^/ /'
}
fact_hostname() {
uname -n
}
section hostname
fact_machine() {
uname -m
}
section machine
fact_kernel() {
uname -r
}
section kernel
fact_architecture() {
dpkg --print-architecture
}
section architecture
fact_model() {
tr -d '\000' </proc/device-tree/model || cat /sys/class/dmi/id/product_name
}
section model
fact_memory() {
sed -n 's/^MemTotal: *//p' /proc/meminfo
}
section memory
fact_os_release() {
cat /etc/os-release
}
section os_release
fact_local() {
cat /etc/fridge/facts.d/board.fact
}
section local
fact_clock() {
date +%s.%N
}
section clock
fact_memory_cgroup() {
grep -qw memory /sys/fs/cgroup/cgroup.controllers || awk '$1 == "memory" && $4 == 1 { found = 1 } END { exit !found }' /proc/cgroups
}
section memory_cgroup
fact_boot() {
[ -e /boot/firmware/cmdline.txt ] && echo /boot/firmware || echo /boot
}
section boot
fact_addresses() {
ip -4 -o address show scope global | awk '$2 !~ /^(docker|br-|veth)/ { print $4 }'
}
section addresses
fact_routes() {
ip -4 route show table all | awk '{ for (i = 1; i < 3; i++) if ($i ~ /^[0-9.]+(\/[0-9]+)?$/) { print $i; break } }'
}
section routes
fact_programs() {
for program in docker dockerd iptables; do command -v $program >/dev/null && echo $program; done; :
}
section programs
fact_engine() {
timeout 20 docker info --format '{{json .}}'
}
section engine
fact_engine_api() {
timeout 20 docker version --format '{{.Server.APIVersion}}'
}
section engine_api
fact_engine_disk() {
df -B1 --output=avail /var/lib/docker || df -B1 --output=avail /var/lib
}
section engine_disk
fact_swarm_nodes() {
[ "$(timeout 20 docker info --format '{{.Swarm.ControlAvailable}}')" = true ] || exit 1
timeout 20 docker node inspect $(timeout 20 docker node ls -q)
}
section swarm_nodes
fact_swarm_certificate() {
root=$(timeout 20 docker info --format '{{.DockerRootDir}}') || exit 1
sed -n '/BEGIN CERTIFICATE/,/END CERTIFICATE/{p;/END CERTIFICATE/q}' "${root:-/var/lib/docker}/swarm/certificates/swarm-node.crt"
}
section swarm_certificate
fact_registry_ca() {
cat /var/lib/fridge/registry/ca.crt
}
section registry_ca
fact_registry_spec() {
timeout 20 docker inspect --format '{{.State.Running}} {{index .Config.Labels "fridge.spec"}}' fridge-registry
}
section registry_spec
fact_listening() {
awk '$4 == "0A" { sub(/.*:/, "", $2); print $2 }' /proc/net/tcp /proc/net/tcp6
}
section listening
fact_stack_ports() {
ids=$(timeout 20 docker service ls -q --filter label=com.docker.stack.namespace) || exit 1
[ -n "$ids" ] || exit 0
timeout 20 docker service inspect --format '{{index .Spec.Labels "com.docker.stack.namespace"}} {{with .Spec.Mode.Replicated}}{{.Replicas}}{{else}}1{{end}}{{with .Spec.EndpointSpec}}{{range .Ports}} {{.PublishedPort}}{{end}}{{end}}' $ids
}
section stack_ports
fact_hosts() {
cat /etc/hosts
}
section hosts
fact_hosts_kept() {
cat /var/lib/fridge/hosts/block
}
section hosts_kept
fact_fridge_hosts_unit() {
cat /etc/systemd/system/fridge-hosts.service
}
section fridge_hosts_unit
fact_fridge_hosts_script() {
cat /var/lib/fridge/hosts/restore.sh
}
section fridge_hosts_script
fact_fridge_hosts_enabled() {
systemctl is-enabled fridge-hosts.service
}
section fridge_hosts_enabled
fact_daemon_json() {
cat /etc/docker/daemon.json
}
section daemon_json
fact_registry_trusted() {
cat /etc/docker/certs.d/registry.fridge:5000/ca.crt
}
section registry_trusted
fact_firewall_rules4() {
cat /var/lib/fridge/firewall/rules.v4
}
section firewall_rules4
fact_firewall_rules6() {
cat /var/lib/fridge/firewall/rules.v6
}
section firewall_rules6
fact_firewall_live() {
live() {
  hooked=hooked
  $1 -w -C INPUT -j FRIDGE && $1 -w -C DOCKER-USER -m conntrack --ctstate DNAT -j FRIDGE || hooked=open
  echo "$2 $($1 -w -S FRIDGE | grep -c '^-A') $hooked"
}
live iptables 4
[ ! -e /proc/net/if_inet6 ] || live ip6tables 6
}
section firewall_live
fact_fridge_firewall_unit() {
cat /etc/systemd/system/fridge-firewall.service
}
section fridge_firewall_unit
fact_fridge_firewall_script() {
cat /var/lib/fridge/firewall/firewall.sh
}
section fridge_firewall_script
fact_fridge_firewall_enabled() {
systemctl is-enabled fridge-firewall.service
}
section fridge_firewall_enabled
fact_jvm_profile() {
cat /var/lib/fridge/jvm/profile.args
}
section jvm_profile
fact_modules_gone() {
[ -d /lib/modules ] && [ -n "$(ls /lib/modules)" ] && [ ! -d "/lib/modules/$(uname -r)" ]
}
section modules_gone
fact_boot_id() {
cat /proc/sys/kernel/random/boot_id
}
section boot_id
