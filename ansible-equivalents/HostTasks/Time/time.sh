# install_time_service PACKAGE: Debian has one time service at a time, so another one goes.
install_time_service() {
  apt_get update || echo "fridge: the package lists could not all be renewed; going on with those that are there"
  apt_get --no-install-recommends install "$1"
}

