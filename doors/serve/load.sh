#!/usr/bin/env bash
# How much the service bears: comparisons, first alone and then while reports are asked for all the time. `wrk` is a package of Debian and
# Ubuntu; the service is one of the profile `service`: doors/target/service/huiqi-serve, or `HUIQI_SERVE`.
#
#   doors/serve/load.sh [seconds]
set -euo pipefail
cd "$(dirname "$0")"
seconds="${1:-20}"
service="${HUIQI_SERVE:-${CARGO_TARGET_DIR:-../target}/service/huiqi-serve}"
folder=$(mktemp -d)
"$service" --listen 127.0.0.1:0 2>"$folder/said" &
running=$!
trap 'kill "$running" 2>/dev/null; rm -rf "$folder"' EXIT
for _ in $(seq 100); do grep -q http "$folder/said" && break; sleep 0.1; done
address=$(head -1 "$folder/said")

# The facts of the OpenAPI example: a noodle shop.
curl -sf "${address}openapi.json" | python3 -c '
import json, sys
paths = json.load(sys.stdin)["paths"]
for kind, more in (("assess", {}), ("compare", {"to": ["sole-proprietorship"]}), ("report", {"to": ["sole-proprietorship"]})):
    profile = paths["/v1/assess"]["post"]["requestBody"]["content"]["application/json"]["example"]["profile"]
    body = json.dumps({"profile": profile, **more}, ensure_ascii=False)
    script = "wrk.method = \"POST\"\nwrk.body = [[" + body + "]]\n"
    open(f"{sys.argv[1]}/{kind}.lua", "w").write(script)
' "$folder"

load() { wrk --threads 2 --connections "$2" --duration "$3" --latency --script "$folder/$1.lua" "${address}v1/$1"; }
short() { load "$1" 4 "${seconds}s" | grep -E '50%|99%|Requests/sec|Non-2xx' || true; }
for kind in assess compare; do
    echo "$kind, alone"
    short "$kind"
    load report 2 "$((seconds + 5))s" >"$folder/reports" &
    reports=$!
    sleep 2
    echo "$kind, while reports are asked for"
    short "$kind"
    wait "$reports"
    grep -E 'Requests/sec|Non-2xx' "$folder/reports" | sed 's/^/  reports: /'
done
