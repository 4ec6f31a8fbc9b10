#!/bin/sh
# Renew both lock files (needs uv). No registry's address may stand in them.
set -eu
cd "$(dirname "$0")/.."
compile() {
    uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url \
        --no-emit-find-links --no-annotate --python-version 3.11 "$@"
}
compile pyproject.toml --group build -o requirements.lock
compile pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
