#!/usr/bin/env bash
# Builds the doors and the page, and tests them: the module, the service and the wheel for Python beside the command, the page in a
# browser, the server for assistants by a client of its protocol; what a release is made of. `HUIQI` is a command that was built already.
set -euo pipefail
cd "$(dirname "$0")/.."
export CARGO_INCREMENTAL=0
.ci/setup
(cd doors && npm ci --ignore-scripts --silent)

cargo fmt --manifest-path doors/Cargo.toml --all --check
(cd doors && cargo clippy --quiet --locked --workspace -- -D warnings)
doors/wasm/build.sh "${1:-}"
if [ -z "${HUIQI:-}" ]; then
    # With all features, as the tests of the project have built it before.
    cargo build --quiet --profile test --all-features --bin huiqi
    HUIQI="${CARGO_TARGET_DIR:-$PWD/target}/debug/huiqi"
fi
export HUIQI
node doors/wasm/test.mjs
node doors/wasm/types.mjs
doors/node_modules/.bin/tsc --noEmit --strict --target es2022 --module nodenext --lib es2022,dom --types "" doors/wasm/types.test.ts
page/build.sh "${1:-}"
if [ "${1:-}" = --quick ]; then export QUICK=1; fi
node page/test/page.mjs
(cd doors && cargo build --quiet --locked -p huiqi-serve -p huiqi-mcp)
built="${CARGO_TARGET_DIR:-$PWD/doors/target}/debug"
HUIQI_SERVE="$built/huiqi-serve" node doors/serve/test.mjs
HUIQI_SERVE="$built/huiqi-serve" doors/serve/fuzz.sh
HUIQI_MCP="$built/huiqi-mcp" node doors/mcp/test.mjs
parts=$(mktemp -d)
node release/parts.mjs "$(rustc -vV | sed -n 's/^host: //p')" "$parts"
rm -r "$parts"
doors/python/test.sh
