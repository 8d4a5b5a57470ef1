#!/bin/sh
# Validates FILES (1000) user-data files: Slipway in one process, and cloud-init in one process for each file, as it takes
# one file at a time. Whole processes, medians of RUNS (5).
#
#   docs/benchmarks/user-data.sh
#
# Needs cloud-init and a JDK 25. cloud-init is run over PEER_FILES (20) of the files, and its time is given for as many as
# Slipway's: it would take minutes. It checks keys of cloud-init against its schema and knows none of the rest.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=docs/benchmarks/harness.sh
. "$here/harness.sh"
FILES=${FILES:-1000}
PEER_FILES=${PEER_FILES:-20}
needs cloud-init
find_jdk
make_work
build

# Each file is a little different, 1 to 4 KB, half of them for cloud-init.
make_files() {
    mkdir "$work/files"
    for i in $(seq "$FILES"); do
        {
            if [ $((i % 2)) = 0 ]; then
                sed "s/projectName: Default/projectName: site-$i/" "$root/examples/user-data"
                printf '    - name: site %s\n      commands:\n' "$i"
                for j in $(seq $((1 + i % 40))); do
                    printf '        - echo "line %s of site %s" >>/var/log/site.log\n' "$j" "$i"
                done
            else
                printf '#cloud-config\nhostname: site-%s\nusers:\n  - name: operator\n    groups: [sudo]\n' "$i"
                printf '    ssh_authorized_keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 operator@site-%s]\nruncmd:\n' "$i"
                for j in $(seq $((1 + i % 40))); do
                    printf '  - [sh, -c, "echo line %s of site %s >>/var/log/site.log"]\n' "$j" "$i"
                done
            fi
        } >"$work/files/$i"
    done
}

with_slipway() { (cd "$work/files" && "$slipway" user-data validate $(seq "$FILES")); }

with_cloud_init() {
    for i in $(seq 1 2 $((2 * PEER_FILES))); do
        cloud-init schema --config-file "$work/files/$i"
    done
}

make_files
for _ in $(seq "$RUNS"); do
    timed with_slipway >>"$work/slipway.times"
    timed with_cloud_init >>"$work/cloud-init.times"
done
peer=$(median "$work/cloud-init.times" | awk -v all="$FILES" -v run="$PEER_FILES" '{ printf "%.2f", $1 * all / run }')
# Once more, untimed, for the heap.
heap=$(cd "$work/files" && "$jdk/bin/java" "-Xlog:gc*:file=$work/gc.log" -XX:+UseSerialGC -Xmx256m -cp "$jars" dev.slipway.cli.Main \
    user-data validate $(seq "$FILES") >/dev/null && heap "$work/gc.log")

describe "files: $FILES, $(du -sk --apparent-size "$work/files" | cut -f1) KB"
table_head
table_row "validate $FILES user-data files" "\`cloud-init schema\`, one process a file ($PEER_FILES run)" \
    "$peer" "$(median "$work/slipway.times")" "2 s" "$heap"
