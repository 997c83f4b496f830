# install_time_service PACKAGE: Debian has one time service at a time, so another one goes.
install_time_service() {
  apt-get -q update
  apt-get -q -y -o DPkg::Lock::Timeout=600 --no-install-recommends install "$1"
}

