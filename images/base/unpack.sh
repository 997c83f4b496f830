#!/bin/sh
# unpack.sh FOLDER-OF-DEBS DESTINATION: unpacks Debian packages without running anything of theirs.
# Licences stay (of documentation: copyright and NOTICE); what a container never reads does not.
set -eu
mkdir -p "$2"
for deb in "$1"/*.deb; do
  dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$2" --keep-directory-symlink --no-same-owner \
    --exclude='./usr/share/lintian' --exclude='./usr/share/man' --exclude='./usr/share/info' \
    --exclude='./usr/share/locale' --exclude='./usr/share/gdb' --exclude='./usr/share/gcc' \
    --exclude='./usr/lib/*/gconv' --exclude='./usr/lib/*/audit'
done
if [ -d "$2/usr/share/doc" ]; then
  find "$2/usr/share/doc" -type f ! -name copyright ! -name 'NOTICE*' -delete
  find "$2/usr/share/doc" -mindepth 1 -depth -type d -empty -delete
fi
