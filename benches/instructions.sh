#!/usr/bin/env bash
# Instructions that one row of the kernel's bench takes, counted by valgrind: the same number whatever else the machine does.
set -euo pipefail
cd "$(dirname "$0")/.."
bench=$(cargo bench --bench kernel --no-run --message-format=json 2>/dev/null | grep -o '"executable":"[^"]*kernel-[^"]*"' | tail -1 | cut -d'"' -f4)
count() {
    HUIQI_ROWS=$1 valgrind --tool=callgrind --callgrind-out-file=/dev/null "$bench" 2>&1 | awk '/Collected/ { print $NF }'
}
few=$(count 1000)
many=$(count 11000)
echo "$(((many - few) / 10000)) instructions a row, both forms"
