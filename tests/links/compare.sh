#!/usr/bin/env bash
# The station's upload against curl's on the same bad links, the same bytes, the same nginx and certificates.
#   compare.sh [--runs N] [--packets N] [--seed S] [--bin DIR] [--only "KBIT RTT LOSS"]
# The peer: curl 7.88, one process, one connection kept alive, one PATCH of a whole packet each, and nothing else; the
# station also makes its uploads, announces, and fetches receipts. Packets of 1,000,000 bytes, sealed by openssl. Loss is
# independent, each direction; the same seed for both. Every link with bbr for both, with cubic for both, and as shipped on
# a cubic system: the station asks for bbr, curl does not. All at once: they wait for their lines, not for a processor.
set -euo pipefail
here="$(cd "$(dirname "$0")/../.." && pwd)"
runs=3 packets=2 seed=1 bin="$here/build/dev/bin" only=
while [ $# -ge 2 ]; do
    case "$1" in
        --runs) runs="$2" ;;
        --packets) packets="$2" ;;
        --seed) seed="$2" ;;
        --bin) bin="$(realpath "$2")" ;;
        --only) only="$2" ;;
        *) echo "compare.sh: unknown word '$1'" >&2; exit 2 ;;
    esac
    shift 2
done
out="$(mktemp -d)"
trap 'rm -rf "$out"' EXIT
measure() { # kbit rtt loss station's-congestion-control curl's
    env QT_QPA_PLATFORM=offscreen STATION_SOURCE="$here" STATION_BIN="$bin" LINK_RUNS="$runs" LINK_PACKETS="$packets" \
        LINK_SEED="$seed" LINK_KBIT="$1" LINK_RTT="$2" LINK_LOSS="$3" LINK_CONGESTION="$4" LINK_PEER_CONGESTION="$5" \
        "$bin/links_tests" '[.compare]' >"$out/$1-$4-$5" 2>&1
}
pids=()
while read -r link; do
    [ -z "$only" ] || [ "$only" = "$link" ] || continue
    for congestion in "bbr bbr" "cubic cubic" "bbr cubic"; do
        read -r -a words <<<"$link"
        measure "${words[@]}" "${congestion% *}" "${congestion#* }" &
        pids+=($!)
    done
done <<'LINKS'
1000 100 1
256 300 5
64 600 2
LINKS
good=true
for pid in "${pids[@]}"; do
    wait "$pid" || good=false
done
grep -h -E 'SKIPPED|REQUIRE|CHECK|kbit/s, .*, station ' "$out"/* | sort -r -n
$good
