# Sourced: Java's libraries come from the lock file too, so that the builder image adds no byte.
LD_LIBRARY_PATH="$(echo /tools/lib/*-linux-gnu):$(echo /tools/usr/lib/*-linux-gnu)"
export LD_LIBRARY_PATH
# For programs of a few seconds: C2 and a parallel collector cost more than they gain, which is half of a javac's or jlink's time. To java itself,
# and to the JDK's tools.
# shellcheck disable=SC2034
quick_java='-XX:TieredStopAtLevel=1 -XX:+UseSerialGC'
# shellcheck disable=SC2034
quick_tool='-J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC'
