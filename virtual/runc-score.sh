#!/bin/sh
# runc for an engine that itself runs in a container without some capabilities (CAP_SYS_RESOURCE among them):
# what a container asks for and nobody here can give, a negative oom score or one of those capabilities, is taken out of its bundle.
prev=
for arg in "$@"; do
  case $prev in
    --bundle|-b)
      [ -f "$arg/config.json" ] && sed -i -E 's/"oomScoreAdj":-[0-9]+/"oomScoreAdj":0/; s/"CAP_(SYS_RESOURCE|SYS_MODULE|SYS_TIME|BPF|PERFMON|CHECKPOINT_RESTORE)",//g; s/,"CAP_(SYS_RESOURCE|SYS_MODULE|SYS_TIME|BPF|PERFMON|CHECKPOINT_RESTORE)"//g' "$arg/config.json" ;;
  esac
  prev=$arg
done
exec /usr/sbin/runc "$@"
