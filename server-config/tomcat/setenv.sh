#!/bin/sh
# Options of the JVM for Carillon. Copy it to $CATALINA_BASE/bin/; catalina.sh reads it.
# What is already in CATALINA_OPTS comes last and wins.

# Heap. An idle stream took 6 KB on Tomcat with HTTP/1.1 in the benchmark (scenario C), more through HTTP/2; the rings and the log's pages come on top.
# The smallest and the largest size are equal, because a heap that grows under load does so in pauses.
CARILLON_HEAP="${CARILLON_HEAP:-1g}"

# G1, said because the JVM picks the serial collector on a machine with one core or less than 2 GB. Idle connections are many old
# objects: G1 marks them beside the running program and moves them in small steps, where the parallel collector stops every
# stream for a full collection. ZGC of Java 17 has no compressed references, so each idle connection gets larger.
#
# jdk.nio.maxCachedBufferSize: each thread that writes keeps a direct buffer as large as its largest write, for good. Writes above
# this size (bytes) get a temporary one instead.
#
# ExitOnOutOfMemoryError: a hub that has lost a thread to it looks alive and delivers nothing. Let the supervisor start it again.
CATALINA_OPTS="-Xms$CARILLON_HEAP -Xmx$CARILLON_HEAP -XX:+UseG1GC -XX:MaxGCPauseMillis=50 \
-Djdk.nio.maxCachedBufferSize=262144 -XX:+ExitOnOutOfMemoryError ${CATALINA_OPTS:-}"
export CATALINA_OPTS

# Each connection is a file descriptor. The JVM raises the soft limit to the hard one by itself; the hard one is yours:
# LimitNOFILE=131072 (systemd), --ulimit nofile=131072 (containers), /etc/security/limits.conf (log-ins).
carillon_files=$(ulimit -Hn)
if [ "$carillon_files" != unlimited ] && [ "$carillon_files" -lt 100000 ]; then
    echo "setenv.sh: only $carillon_files open files are allowed, so Tomcat takes fewer connections than maxConnections (100000)" >&2
fi
unset carillon_files
