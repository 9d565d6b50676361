#!/usr/bin/env bash
# Tries an archive of release/build.sh as somebody does who has just got it: its sum, what is in it, each program once.
set -euo pipefail
cd "$(dirname "$0")/.."
target="${1:-$(rustc -vV | sed -n 's/^host: //p')}"
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
name="huiqi-$version-$target"
dist="$PWD/release/dist"
shop="$PWD/examples/noodle-shop.toml"
folder=$(mktemp -d)
service=
trap '[ -z "$service" ] || kill "$service"; rm -rf "$folder"' EXIT
cd "$folder"
case $target in
    *windows*) archive="$name.zip" && 7z x -bso0 "$dist/$archive" ;;
    *) archive="$name.tar.gz" && tar -xzf "$dist/$archive" ;;
esac
cd "$dist" && { sha256sum --check --quiet "$archive.sha256" 2>/dev/null || shasum -a 256 --check "$archive.sha256"; }
cd "$folder/$name"

for file in README.md README.zh.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE LICENCES.txt sbom.cdx.json; do [ -s "$file" ] || { echo "no $file" >&2; exit 1; }; done
# On Linux they need nothing of the system that they run on.
case $target in *linux-musl*) for program in huiqi huiqi-serve huiqi-mcp; do ! ldd "./$program" 2>/dev/null | grep -q '=>'; done ;; esac

./huiqi --version | grep -q "$version"
./huiqi compare "$shop" --to company --lang en | grep -q 'Total burden'
./huiqi synth 50 -o "$folder/rows.csv" && ./huiqi batch "$folder/rows.csv" -o "$folder/results.parquet" && [ -s "$folder/results.parquet" ]

printf '%s\n' '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"try","version":"1"}}}' |
    ./huiqi-mcp | grep -q '"serverInfo"'

./huiqi-serve --listen 127.0.0.1:0 2>"$folder/said" &
service=$!
for _ in $(seq 100); do grep -q http "$folder/said" && break; sleep 0.1; done
address=$(tr -d '\r' <"$folder/said" | head -1)
curl -sf "${address}healthz" | grep -q ok
curl -sf "$address" | grep -q '惠企' || echo "no page inside: it was not built before" >&2
echo "$archive: tried"
