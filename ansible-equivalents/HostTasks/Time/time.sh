# install_time_service PACKAGE: Debian has one time service at a time, so another one goes.
install_time_service() {
  renew_package_lists
  apt_get --no-install-recommends install "$1"
}

