#!/usr/bin/env bash
# Builds the doors and the page, and tests them: the module beside the command, the page in a browser. `HUIQI` is a command that was
# built already.
set -euo pipefail
cd "$(dirname "$0")/.."
export CARGO_INCREMENTAL=0
.ci/setup
(cd doors && npm ci --ignore-scripts --silent)

cargo fmt --manifest-path doors/Cargo.toml --all --check
doors/wasm/build.sh "${1:-}"
if [ -z "${HUIQI:-}" ]; then
    cargo build --quiet --bin huiqi
    HUIQI="${CARGO_TARGET_DIR:-$PWD/target}/debug/huiqi"
fi
export HUIQI
node doors/wasm/test.mjs
page/build.sh "${1:-}"
if [ "${1:-}" = --quick ]; then export QUICK=1; fi
node page/test/page.mjs
