#!/bin/sh
# pods.sh CONTEXT: writes the root that a control plane's pods and their pauses run in, as a tar, to standard output.
# CONTEXT has debs/, programs/ and base/, the folder of the images' recipes.
set -eu
root=/tmp/root
sh "$1/base/unpack.sh" "$1/debs" $root >&2
sh "$1/base/accounts.sh" $root pods 9995
# What Debian's scripts would link: packages are unpacked and nothing of theirs is run.
for name in iptables iptables-restore iptables-save ip6tables ip6tables-restore ip6tables-save; do
  ln -sf xtables-nft-multi "$root/usr/sbin/$name"
done
mv "$root/usr/bin/tini-static" "$root/usr/bin/tini"
mkdir -p "$root/usr/local/bin" "$root/var/lib/etcd" "$root/run"
cp -a "$1/programs/." "$root/usr/local/bin/"
chmod -R a+rX,u+x "$root/usr/local/bin"
tar -C $root --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -c .
