#!/usr/bin/env bash
# Builds the doors and the page, and tests them: the module, the service and the wheel for Python beside the command, the page in a
# browser, the server for assistants by a client of its protocol; what a release is made of. `HUIQI` is a command that was built already.
#
# What keeps one processor busy for minutes (the modules for WebAssembly, each optimised as a whole) or waits for others (the wheel for what
# it is tested with and for Spark; Schemathesis) goes on beside the rest: what needs no module comes first.
# Each step says after how many seconds it begins.
set -euo pipefail
cd "$(dirname "$0")/.."
export CARGO_INCREMENTAL=0
step() { printf '%5d s  %s\n' "$SECONDS" "$*"; }
kept=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -r "$kept"' EXIT
# Waits for what goes on beside; what it said is shown then.
beside() { local name=$1 ended=0; wait "$2" || ended=$?; cat "$kept/$name"; return "$ended"; }

.ci/setup

step "modules for WebAssembly, beside what follows"
doors/wasm/build.sh "${1:-}" >"$kept/modules" 2>&1 &
modules=$!
step "command"
if [ -z "${HUIQI:-}" ]; then
    # As the tests of the project have built it: with all features, and with the examples, so that what it depends on has the features that
    # the tests give it. Without them most of it, and the library, would be compiled once more.
    cargo build --quiet --profile test --all-features --bin huiqi --examples
    HUIQI="${CARGO_TARGET_DIR:-$PWD/target}/debug/huiqi"
fi
export HUIQI
step "wheel, beside what follows"
doors/python/test.sh >"$kept/wheel" 2>&1 &
wheel=$!
step "lints"
cargo fmt --manifest-path doors/Cargo.toml --all --check
(cd doors && cargo clippy --quiet --locked --workspace -- -D warnings)
step "service, server for assistants"
programs() { (cd doors && cargo build --quiet --locked -p huiqi-serve -p huiqi-mcp); }
programs
built="${CARGO_TARGET_DIR:-$PWD/doors/target}/debug"
HUIQI_MCP="$built/huiqi-mcp" node doors/mcp/test.mjs
step "parts of a release"
mkdir "$kept/parts"
node release/parts.mjs "$(rustc -vV | sed -n 's/^host: //p')" "$kept/parts"

step "modules"
beside modules "$modules"
node doors/wasm/test.mjs
node doors/wasm/types.mjs
doors/node_modules/.bin/tsc --noEmit --strict --target es2022 --module nodenext --lib es2022,dom --types "" doors/wasm/types.test.ts
step "page"
page/build.sh "${1:-}"
if [ "${1:-}" = --quick ]; then export QUICK=1; fi
node page/test/page.mjs
step "service, with the page in it"
programs
HUIQI_SERVE="$built/huiqi-serve" doors/serve/fuzz.sh >"$kept/fuzz" 2>&1 &
fuzz=$!
HUIQI_SERVE="$built/huiqi-serve" node doors/serve/test.mjs
step "Schemathesis"
beside fuzz "$fuzz"
step "wheel"
beside wheel "$wheel"
step "done"
