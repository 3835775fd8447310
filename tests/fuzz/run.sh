#!/usr/bin/env bash
# Feeds every target hostile inputs with libFuzzer and prints a table. Usage: run.sh [SECONDS [SEED [TARGET…]]]
# A finding is kept as build/fuzz/findings/TARGET/*: run the target with that file to see it again.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-60}
seed=${2:-1}
shift $(($# < 2 ? $# : 2))

cmake --preset fuzz >/dev/null
cmake --build --preset fuzz --target fuzzers

targets=("$@")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(cd build/fuzz/bin && printf '%s\n' fuzz-* | sed 's/^fuzz-//')
failed=0

one() {
    local target=$1 corpus=build/fuzz/corpus/$1 findings=build/fuzz/findings/$1 log=build/fuzz/$1.log
    mkdir -p "$corpus" "$findings"
    FUZZ_SEEDS_TO=$corpus build/fuzz/bin/fuzz-"$target"
    local result=clean
    build/fuzz/bin/fuzz-"$target" "$corpus" -artifact_prefix="$findings/" -max_total_time="$seconds" -seed="$seed" \
        -timeout=10 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 >"$log" 2>&1 || result=FOUND
    local inputs bytes covered
    inputs=$(sed -n 's/^figures: inputs=\([0-9]*\).*/\1/p' "$log")
    bytes=$(sed -n 's/^figures: .*bytes=\([0-9]*\)/\1/p' "$log")
    covered=$(grep -o 'cov: [0-9]*' "$log" | tail -1 | cut -d' ' -f2)
    printf '%-20s %12s inputs %14s bytes  cov %6s  %s\n' "$target" "${inputs:--}" "${bytes:--}" "${covered:--}" "$result"
    [ "$result" = clean ]
}

echo "libFuzzer, $seconds s a target, seed $seed, two targets at a time"
running=0
for target in "${targets[@]}"; do
    one "$target" &
    running=$((running + 1))
    if [ "$running" -ge 2 ]; then
        wait -n || failed=1
        running=$((running - 1))
    fi
done
while [ "$running" -gt 0 ]; do
    wait -n || failed=1
    running=$((running - 1))
done
[ "$failed" -eq 0 ] || { echo "run.sh: something was found; see build/fuzz/*.log" >&2; exit 1; }
