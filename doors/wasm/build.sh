#!/usr/bin/env bash
# Builds huiqi.wasm and huiqi.image beside this file, and huiqi-register.wasm, which reads registers too and which a page loads only when
# it is handed one. With `--quick` larger ones that are built sooner, for working on the page.
#
# The standard library for WebAssembly comes from rustup (`rustup target add wasm32-unknown-unknown`) or, where that cannot be had, is
# built from the source that Debian and Ubuntu package: `apt-get install rustc-web cargo-web rust-web-src lld`.
set -euo pipefail
cd "$(dirname "$0")/.."
export CARGO_INCREMENTAL=0
target="${CARGO_TARGET_DIR:-$PWD/target}"
profile=release
[ "${1:-}" = --quick ] && profile=dev
folder=$([ $profile = dev ] && echo debug || echo release)

# Beside each other, each with a folder of its own: one processor optimises a module.
build() {
    local target=$1
    shift
    if [ -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ]; then
        cargo build --locked -p huiqi-wasm --profile $profile --target wasm32-unknown-unknown --target-dir "$target" "$@"
    elif [ -x /usr/bin/cargo ] && [ -d /usr/lib/rustlib/src ]; then
        linker=$(cd /usr/bin && ls wasm-ld* | tail -1)
        # The source needs the compiler that it came with: no other may be asked for by way of rustup.
        env -u RUSTUP_TOOLCHAIN PATH="/usr/bin:$PATH" RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 \
            CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$linker" \
            /usr/bin/cargo build --locked -p huiqi-wasm --profile $profile --target wasm32-unknown-unknown --target-dir "$target" \
            -Zbuild-std=std,panic_abort "$@"
    else
        echo "no standard library for WebAssembly: rustup target add wasm32-unknown-unknown" >&2
        exit 1
    fi
}

optimiser=""
for found in node_modules/.bin/wasm-opt ../doors/node_modules/.bin/wasm-opt; do [ -x "$found" ] && optimiser=$found; done
command -v wasm-opt >/dev/null && optimiser=$(command -v wasm-opt)
finish() {
    local built="$2/wasm32-unknown-unknown/$folder/huiqi_wasm.wasm"
    if [ $profile = release ] && [ -n "$optimiser" ]; then
        # Kept, since it takes a while: only what is newer is optimised again.
        local small="${built%.wasm}.small.wasm"
        if [ ! "$small" -nt "$built" ] || [ ! "$small" -nt package-lock.json ] || [ ! "$small" -nt wasm/build.sh ]; then
            "$optimiser" -Oz --enable-bulk-memory --enable-sign-ext --enable-mutable-globals --enable-nontrapping-float-to-int \
                --enable-multivalue --enable-reference-types "$built" -o "$small.part"
            mv "$small.part" "$small"
        fi
        built="$small"
    fi
    cp "$built" "wasm/$1"
}

(build "$target/register" --features register && finish huiqi-register.wasm "$target/register") &
registers=$!
build "$target"
finish huiqi.wasm "$target"
wait "$registers"
node wasm/image.mjs
ls -l wasm/huiqi.wasm wasm/huiqi.image wasm/huiqi-register.wasm
