#!/usr/bin/env bash
# Puts the page together in page/dist: any web server can host that folder. Needs doors/wasm/huiqi.wasm (doors/wasm/build.sh).
# Prints what it weighs and fails where that is over the budget; `--quick` only puts it together.
set -euo pipefail
cd "$(dirname "$0")"
rm -rf dist && mkdir dist
cp ./*.html ./*.css ./*.js ./*.svg ./*.webmanifest dist/
cp ../doors/wasm/index.js dist/huiqi.js
cp ../doors/wasm/huiqi.wasm ../doors/wasm/huiqi.image ../doors/wasm/huiqi-register.wasm dist/
node finish.mjs dist "${1:-}"
