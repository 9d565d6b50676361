#!/usr/bin/env bash
# Builds what a release holds for one target into release/dist: an archive with the command, the service and the server for assistants,
# the licences of all parts and a list of them (SBOM), and its SHA-256.
#
#   release/build.sh                             for this machine
#   release/build.sh x86_64-unknown-linux-musl   for another: rustup target add, and a C compiler for it (musl-tools)
#
# The page goes into the service where it was built before: doors/wasm/build.sh && page/build.sh.
set -euo pipefail
cd "$(dirname "$0")/.."
export CARGO_INCREMENTAL=0
target="${1:-$(rustc -vV | sed -n 's/^host: //p')}"
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
name="huiqi-$version-$target"
into=release/dist
[ -f page/dist/index.html ] || echo "the page was not built: the service will have none" >&2

cargo build --locked --release --features batch --bin huiqi --target "$target"
(cd doors && cargo build --locked --profile service -p huiqi-serve --target "$target")
(cd doors && cargo build --locked --profile service -p huiqi-mcp --target "$target")

rm -rf "${into:?}/$name" && mkdir -p "$into/$name"
end=$(case $target in *windows*) echo .exe ;; esac)
cp "${CARGO_TARGET_DIR:-target}/$target/release/huiqi$end" "$into/$name/"
cp "${CARGO_TARGET_DIR:-doors/target}/$target/service/"huiqi-{serve,mcp}"$end" "$into/$name/"
cp README.md README.zh.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE "$into/$name/"
node release/parts.mjs "$target" "$into/$name"

cd "$into"
case $target in
    *windows*) archive="$name.zip" && rm -f "$archive" && 7z a -bso0 "$archive" "$name" ;;
    *) archive="$name.tar.gz" && tar --owner=0 --group=0 -czf "$archive" "$name" 2>/dev/null || tar -czf "$archive" "$name" ;;
esac
cp "$name/sbom.cdx.json" "$name.cdx.json"
node -e 'const name = process.argv[1]; const hash = require("crypto").createHash("sha256").update(require("fs").readFileSync(name)).digest("hex");
    require("fs").writeFileSync(`${name}.sha256`, `${hash}  ${name}\n`)' "$archive"
cat "$archive.sha256"
