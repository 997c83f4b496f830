# Sourced: Java's libraries come from the lock file too, so that the builder image adds no byte.
LD_LIBRARY_PATH="$(echo /tools/lib/*-linux-gnu):$(echo /tools/usr/lib/*-linux-gnu)"
export LD_LIBRARY_PATH
