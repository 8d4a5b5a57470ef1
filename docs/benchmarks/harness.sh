# Shared parts of the benchmarks; the scripts beside it source this file. Expects `here`, the folder of the scripts.
# shellcheck shell=sh

RUNS=${RUNS:-5}
# shellcheck disable=SC2154 # set by the script that sources this
root=$(cd "$here/../.." && pwd)
slipway=$root/slipway

fail() {
    echo "$(basename "$0"): $1" >&2
    exit 4
}

# Stops where a program is missing.
needs() { # program...
    for program in "$@"; do
        command -v "$program" >/dev/null || fail "needs $program"
    done
}

# The place for everything that is made, as large as the images: below WORK_PLACE, TMPDIR or /tmp. Gone at the end.
make_work() {
    work=$(mktemp -d -p "${WORK_PLACE:-${TMPDIR:-/tmp}}")
    trap 'rm -rf "$work"' EXIT
    trap 'exit 130' INT TERM
}

# Sets `jdk` to a JDK 25, found as the launcher does, in fewer places.
find_jdk() {
    for jdk in "${SLIPWAY_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*; do
        if [ -x "$jdk/bin/javac" ] && grep -q '^JAVA_VERSION="25' "$jdk/release" 2>/dev/null; then
            return
        fi
    done
    fail "needs a JDK 25: set JAVA_HOME"
}

# Builds Slipway where it is stale, and sets `jars` to its class path.
build() {
    "$slipway" --version >/dev/null
    jars=
    for jar in "$root/target/launcher/$(cat "$root/target/launcher/current")"/lib/*.jar; do
        jars=$jars${jars:+:}$jar
    done
}

# Compiles one of the programs in java/ against Slipway and sets `program` to its class path: jars only, as an AOT cache
# takes no folders.
compile() { # class
    "$jdk/bin/javac" -d "$work/classes" -cp "$jars" "$here/java/$1.java"
    "$jdk/bin/jar" --create --file "$work/$1.jar" -C "$work/classes" .
    program=$work/$1.jar:$jars
}

# Prints the wall time of a command in seconds.
timed() {
    start=$(date +%s.%N)
    "$@" >/dev/null
    end=$(date +%s.%N)
    echo "$start $end" | awk '{ printf "%.3f\n", $2 - $1 }'
}

# Runs a command and notes its wall time. What it wrote before is taken away first, and what others wrote is on the disk
# by then, so that nobody waits for somebody else's bytes.
note() { # name output command...
    name=$1 output=$2
    shift 2
    rm -f "$output"
    sync
    timed "$@" >>"$work/$name.times"
}

median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# The largest heap in use, in MB, by a log that was made with -Xlog:gc*: before each collection, and at the end.
heap() { # log
    awk '
        /Pause/ && match($0, /[0-9]+M->/) { mb = substr($0, RSTART, RLENGTH - 3); if (mb + 0 > most) most = mb + 0 }
        /exit/ && match($0, /total [0-9]+K, used [0-9]+K/) {
            used = substr($0, RSTART, RLENGTH); gsub(/.*used |K/, "", used); end += used / 1024
        }
        END { if (end > most) most = end; printf "%d\n", most + 0.5 }' "$1"
}

# What a reader must know of the machine.
describe() {
    echo "$(nproc) processors ($(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)), load" \
        "$(cut -d' ' -f1-3 /proc/loadavg), $(date -u +%F), runs: $RUNS, $1"
}

# Prints rows of docs/benchmarks/README.md.
table_head() {
    echo '| work | peer | peer, s | Slipway, s | ratio | goal | peak heap, MB |'
    echo '|---|---|---|---|---|---|---|'
}

table_row() { # work peer peer_s ours_s goal heap
    awk -v w="$1" -v p="$2" -v ps="$3" -v os="$4" -v g="$5" -v h="$6" 'BEGIN {
        printf "| %s | %s | %.2f | %.2f | %.2f | %s | %s |\n", w, p, ps, os, os / ps, g, h }'
}
