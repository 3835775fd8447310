#!/usr/bin/env bash
# Installs what is missing, builds preset ci, runs every test, ends with ctest's own summary.
set -euo pipefail
cd "$(dirname "$0")/.."
packaging/deps.sh
cmake --preset ci
cmake --build --preset ci
exec ctest --preset ci -j 2
