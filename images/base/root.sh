#!/bin/sh
# root.sh FOLDER-OF-DEBS NATIVE ROOT NAME ID: an image's root file system: packages, tini, what native.sh made, and an account.
set -eu
sh "${0%/*}/unpack.sh" "$1" "$3"
sh "${0%/*}/accounts.sh" "$3" "$4" "$5"
cp -r "$2/." "$3/"
mv "$3/usr/bin/tini-static" "$3/usr/bin/tini"
