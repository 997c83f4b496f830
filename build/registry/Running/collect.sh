# Takes manifests off the registry's disk and frees what they alone had. For the manager, begun by the cluster's lock: it goes on to its
# end without whoever began it.
export LC_ALL=C PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin" DOCKER_HOST=unix:///var/run/docker.sock

# forget DATA REPOSITORY DIGEST: what a DELETE of the manifest takes, its revision and each tag of it.
forget() {
  case $2 in '' | /* | *..*) return 0 ;; esac
  case $3 in *..* | */*) return 0 ;; sha256:?*) ;; *) return 0 ;; esac
  forget_at=$1/docker/registry/v2/repositories/$2/_manifests
  for forget_tag in "$forget_at"/tags/*/; do
    if [ "$(cat "$forget_tag/current/link" 2>/dev/null)" = "$3" ]; then
      rm -rf "$forget_tag"
    else
      rm -rf "$forget_tag/index/sha256/${3#sha256:}"
    fi
  done
  rm -rf "$forget_at/revisions/sha256/${3#sha256:}"
}

# data_of CONTAINER: where the node has what it mounts as its data.
data_of() {
  timeout 60 docker inspect --format '{{range .Mounts}}{{if eq .Destination "/var/lib/registry"}}{{.Source}}{{end}}{{end}}' "$1"
}

# away REGISTRY COLLECTOR: the registry is stopped, and runs again at the end of this script, whichever end that is.
away() {
  registry=$1 collector=$2
  trap back EXIT
  trap 'exit 1' HUP INT TERM
  timeout 120 docker stop "$registry" >/dev/null
}

back() {
  status=$?
  timeout 60 docker rm --force "$collector" >/dev/null
  tries=30
  until timeout 60 docker start "$registry" >/dev/null || [ "$tries" = 0 ]; do
    tries=$((tries - 1))
    sleep 2
  done
  exit "$status"
}

# collect SECONDS: its list of what it keeps is nobody's to read.
collect() {
  timeout "$1" docker start --attach "$collector" >/dev/null
}
