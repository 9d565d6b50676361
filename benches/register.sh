#!/usr/bin/env bash
# A register of made-up businesses through `huiqi batch`: how long, how much CPU time, and the most memory it held.
#
#   benches/register.sh             a million rows, each way
#   benches/register.sh 10000000    ten million, Parquet to Parquet
#
# Files lie in a folder of /dev/shm where there is one, so that no disk is measured.
set -euo pipefail
cd "$(dirname "$0")/.."
rows=${1:-1000000}
cargo build --release --all-features --bin huiqi
huiqi=$PWD/target/release/huiqi
folder=$(mktemp -d "$([ -d /dev/shm ] && echo /dev/shm || echo /tmp)/huiqi.XXXXXX")
trap 'rm -rf "$folder"' EXIT
cd "$folder"

# Timed alone, and run once more to be looked at: on two cores the looking itself takes a tenth of the time.
measure() {
    TIMEFORMAT='%R %U %S'
    times=$({ time "$huiqi" batch "$1" -o "$2" 2> said; } 2>&1)
    "$huiqi" batch "$1" -o "$2" 2> /dev/null &
    pid=$!
    most=0
    # The kernel's own high-water mark, looked at until the process is gone.
    while now=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$pid/status" 2> /dev/null) && [ -n "$now" ]; do
        most=$now
        sleep 0.02
    done
    wait "$pid"
    awk -v rows="$rows" -v times="$times" -v kb="$most" -v what="$1 -> $2" 'BEGIN {
        split(times, t, " ")
        printf "%-28s %6.2f s, %.2f million rows a second, %.1f s of CPU time, at most %d MiB\n", what, t[1], rows / t[1] / 1e6, t[2] + t[3], kb / 1024
    }'
    cat said
}

"$huiqi" synth "$rows" -o in.parquet
measure in.parquet out.parquet
if [ "$rows" -le 2000000 ]; then
    "$huiqi" synth "$rows" -o in.csv
    measure in.csv out.csv
fi
