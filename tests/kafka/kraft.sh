#!/usr/bin/env bash
# Apache Kafka 4 (KRaft) on loopback for the tests: Maven artifacts and a JVM, no docker, no tarball.
#
#   kraft.sh up DIR [NODES=1] [PORT=19092]             start, or start again on the same data; prints KAFKA_BOOTSTRAP=…
#   kraft.sh down DIR                                  stop every node and wait until it is gone
#   kraft.sh env DIR                                   print KAFKA_BOOTSTRAP=… of a running cluster, else fail
#   kraft.sh node DIR N start|stop|kill|pause|resume   one node, for tests of faults
#
# Node N listens on PORT+N-1, its controller 1000 above; DIR/nN holds pid, server.log and data. From the environment:
# JAVA_HOME; KAFKA_HEAP (256m); AUTOCREATE (false) lets clients create topics; KAFKA_SESSION (9000 ms) delays the return of a
# killed node; KAFKA_CLASSPATH names a file to share between clusters.
set -euo pipefail

die() { echo "kraft.sh: $*" >&2; exit 1; }
usage() { sed -n '3,10s/^# \{0,1\}//p' "$0" >&2; exit 2; }
[ $# -ge 2 ] || usage

here=$(cd "$(dirname "$0")" && pwd)
command=$1
[ "$command" = up ] && mkdir -p "$2"
[ -d "$2" ] || die "$2 is no directory"
dir=$(cd "$2" && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
# One small heap and the cheapest collector and compiler: a test broker lives for minutes.
jvm=("$java" -Xms128m -Xmx"${KAFKA_HEAP:-256m}" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.awt.headless=true
     -Dlog4j2.configurationFile="$here/log4j2.properties")

# The jars of a broker, as one classpath, kept in a file as long as its first jar is there.
classpath() {
  local file=${KAFKA_CLASSPATH:-$dir/classpath}
  if [ ! -s "$file" ] || [ ! -e "$(cut -d: -f1 "$file")" ]; then
    for tool in "$java" mvn; do
      command -v "$tool" > /dev/null || die "$tool not found: install a JDK 17 or newer and Maven"
    done
    mvn -B -q -f "$here/pom.xml" dependency:build-classpath -DincludeScope=runtime -Dmdep.outputFile="$file" >&2
  fi
  cat "$file"
}

pid() { cat "$dir/n$1/pid" 2> /dev/null; }

# A pid may belong to someone else by now: only a process that runs this node's properties counts.
alive() {
  local pid
  pid=$(pid "$1") || return 1
  ps -p "$pid" -o args= 2> /dev/null | grep -qF "$dir/n$1/server.properties"
}

# The pid is the JVM's own, so that a kill hits the broker itself. The log starts anew: its old lines must not count as a start.
start() {
  alive "$1" && return
  local jars
  jars=$(classpath)
  nohup "${jvm[@]}" -cp "$jars" kafka.Kafka "$dir/n$1/server.properties" > "$dir/n$1/server.log" 2>&1 < /dev/null &
  echo $! > "$dir/n$1/pid"
}

wait_started() {
  for _ in $(seq 1 240); do
    grep -q 'Kafka Server started' "$dir/n$1/server.log" && return
    alive "$1" || break
    sleep 0.25
  done
  tail -40 "$dir/n$1/server.log" >&2
  die "node $1 did not start"
}

stop() {
  alive "$1" || return 0
  kill "$(pid "$1")"
  kill -CONT "$(pid "$1")" 2> /dev/null || true # a paused process takes no other signal
  for _ in $(seq 1 80); do alive "$1" || return 0; sleep 0.25; done
  kill -KILL "$(pid "$1")"
  while alive "$1"; do sleep 0.1; done
}

# Writes the properties of node $1 of $2 with ports from $3, and formats its storage if that is new.
prepare() {
  local n=$1 nodes=$2 port=$3 replicas=1 isr=1 voters="" i
  [ "$nodes" -lt 3 ] || { replicas=3; isr=2; }
  for i in $(seq 1 "$nodes"); do voters+="${voters:+,}$i@127.0.0.1:$((port + 1000 + i - 1))"; done
  mkdir -p "$dir/n$n"
  sed -e "s|@ID@|$n|; s|@PORT@|$((port + n - 1))|; s|@CONTROLLER_PORT@|$((port + 1000 + n - 1))|; s|@DIR@|$dir/n$n|" \
      -e "s|@REPLICAS@|$replicas|; s|@MIN_ISR@|$isr|; s|@AUTOCREATE@|${AUTOCREATE:-false}|; s|@VOTERS@|$voters|; s|@SESSION@|${KAFKA_SESSION:-9000}|" \
      "$here/server.properties.in" > "$dir/n$n/server.properties"
  [ -e "$dir/n$n/data/meta.properties" ] || "${jvm[@]}" -cp "$(classpath)" kafka.tools.StorageTool format \
      -t "$(cat "$dir/cluster.id")" -c "$dir/n$n/server.properties" > "$dir/n$n/format.log" 2>&1 ||
      { cat "$dir/n$n/format.log" >&2; die "node $n: cannot format its storage"; }
}

up() {
  local nodes=$1 port=$2 bootstrap="" n
  classpath > /dev/null
  [ -s "$dir/cluster.id" ] || "${jvm[@]}" -cp "$(classpath)" kafka.tools.StorageTool random-uuid > "$dir/cluster.id"
  for n in $(seq 1 "$nodes"); do
    bootstrap+="${bootstrap:+,}127.0.0.1:$((port + n - 1))"
    alive "$n" || { prepare "$n" "$nodes" "$port"; start "$n"; }
  done
  echo "$bootstrap" > "$dir/bootstrap"
  for n in $(seq 1 "$nodes"); do wait_started "$n"; done
  echo "KAFKA_BOOTSTRAP=$bootstrap"
}

each_node() { for node in "$dir"/n*/; do [ -d "$node" ] && node=$(basename "$node") && "$1" "${node#n}"; done; }

case $command in
  up) up "${3:-1}" "${4:-19092}" ;;
  down) each_node stop ;;
  env)
    [ -s "$dir/bootstrap" ] && each_node alive || die "no cluster runs in $dir"
    echo "KAFKA_BOOTSTRAP=$(cat "$dir/bootstrap")" ;;
  node)
    [ $# -eq 4 ] && [ -d "$dir/n$3" ] || usage
    case $4 in
      start) start "$3"; wait_started "$3" ;;
      stop) stop "$3" ;;
      kill) alive "$3" && kill -KILL "$(pid "$3")" ;;
      pause) alive "$3" && kill -STOP "$(pid "$3")" ;;
      resume) alive "$3" && kill -CONT "$(pid "$3")" ;;
      *) usage ;;
    esac ;;
  *) usage ;;
esac
