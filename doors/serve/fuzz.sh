#!/usr/bin/env bash
# Schemathesis against the running service: requests made from its own description, right and wrong, must get what it promises.
# `HUIQI_SERVE` is the service as it was built. Bounded: about two minutes.
set -euo pipefail
cd "$(dirname "$0")"
venv="$(realpath "${CARGO_TARGET_DIR:-../target}")/schemathesis"
if ! "$venv/bin/st" --version >/dev/null 2>&1; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check schemathesis==4.32.5
fi
settings="$PWD/schemathesis.toml"
cd "$(mktemp -d)"
"$HUIQI_SERVE" --listen 127.0.0.1:0 2>said &
service=$!
trap 'kill $service; rm -rf "$PWD"' EXIT
for _ in $(seq 100); do grep -q http said && break; sleep 0.1; done
timeout 300 "$venv/bin/st" --config-file "$settings" run "$(head -1 said)openapi.json"
