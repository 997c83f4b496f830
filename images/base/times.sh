#!/bin/sh
# times.sh FOLDER…: what is newer than SOURCE_DATE_EPOCH gets that time, so that two builds give the same layer. buildx would do it while it
# exports (rewrite-timestamp), and compress each layer twice for it. COPY --link then leaves a folder's times alone.
set -eu
find "$@" -newermt "@$SOURCE_DATE_EPOCH" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
