#!/usr/bin/env bash
# Builds the wheel, installs it into an environment of its own and tests it. `HUIQI` is a command that was built already, to compare with.
set -euo pipefail
cd "$(dirname "$0")"
export CARGO_INCREMENTAL=0
target="${CARGO_TARGET_DIR:-$PWD/../target}"
venv="$target/python-venv"

command -v java >/dev/null || ../../.ci/setup
if ! cmp --silent requirements.txt "$venv/requirements.txt"; then
    rm -rf "$venv"
    python3 -m venv "$venv"
    # What is imported is compiled then: little of what comes along.
    "$venv/bin/pip" install --no-compile --quiet --disable-pip-version-check -r requirements.txt
    cp requirements.txt "$venv/requirements.txt"
fi
export PATH="$venv/bin:$PATH" VIRTUAL_ENV="$venv"
mypy --strict --ignore-missing-imports python/huiqi
maturin develop --quiet --locked --profile dev
# Spark's workers are to be of this environment too.
export PYSPARK_PYTHON="$venv/bin/python"
python -m pytest
