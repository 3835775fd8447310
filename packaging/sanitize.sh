#!/usr/bin/env bash
# Installs what is missing; runs every test under AddressSanitizer and UndefinedBehaviorSanitizer, those that cross
# threads under ThreadSanitizer, and feeds every reader hostile bytes. Ends with how long each part took.
#
# Presets that are named are built meanwhile, of lower priority, for whoever tests them next: sanitize.sh ci.
# FUZZ_SECONDS a target (10), FUZZ_SEED (1). What is slow here does less of the same: POWER_CUTS, MODEL_SEEDS,
# KILL_RUNS and BUNDLE_WALKS are as below unless given. packaging/test.sh does all of it, without a sanitizer.
# As root: LeakSanitizer must look into programs that let nobody else look.
set -euo pipefail
cd "$(dirname "$0")/.."
packaging/deps.sh
export POWER_CUTS=${POWER_CUTS:-100} MODEL_SEEDS=${MODEL_SEEDS:-60} KILL_RUNS=${KILL_RUNS:-15} BUNDLE_WALKS=${BUNDLE_WALKS:-1}

took=()
part() {
    local before=$SECONDS
    "${@:2}"
    took+=("$1 $((SECONDS - before)) s")
}

for preset in asan tsan fuzz "$@"; do
    cmake --preset "$preset" >/dev/null
done
part "build asan" cmake --build --preset asan

# Many tests wait for devices and clocks; what comes next is built meanwhile, of lower priority.
(nice -n 19 cmake --build --preset tsan && nice -n 19 cmake --build --preset fuzz --target fuzzers) >build/next.log 2>&1 &
next=$!
trap 'kill "$next" 2>/dev/null || true' EXIT
built() { wait "$next" || { tail -n 100 build/next.log; return 1; }; }
part "test asan" ctest --preset asan -j 2
part "build the rest" built

(for preset in "$@"; do nice -n 19 cmake --build --preset "$preset" || exit; done) >build/next.log 2>&1 &
next=$!
part "test tsan" ctest --preset tsan -j 2
part "fuzz" tests/fuzz/run.sh "${FUZZ_SECONDS:-10}" "${FUZZ_SEED:-1}"
[ $# -eq 0 ] || part "build $*" built
printf 'sanitize.sh: %s\n' "${took[@]}"
