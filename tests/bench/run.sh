#!/usr/bin/env bash
# Every figure of README's table, in one run. Usage: run.sh [BUILD_DIR]   (default build/ci). Needs root for a truly cold start.
# Prints one JSON line a figure; the first line names the machine.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${1:-build/ci}
work=$(mktemp -d)
display=:$((900 + RANDOM % 90))
registry_pid= xvfb_pid=
cleanup() {
    for pid in $registry_pid $xvfb_pid; do kill "$pid" 2>/dev/null || true; done
    rm -rf "$work"
}
trap cleanup EXIT

printf '{"machine":"%s","cores":%d,"memory_gib":%d,"kernel":"%s"}\n' \
    "$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)" "$(nproc)" \
    "$(awk '/MemTotal/ {printf "%d", $2 / 1048576}' /proc/meminfo)" "$(uname -r)"

"$build/bin/step_times" 12

python3 tests/roster/make_district.py --out "$work/district" >/dev/null
"$build/bin/roster-bench" "$work/district"
"$build/bin/roster-bench" "$work/district" 1000000

# A practice station with two officers; the window never reaches a registry here.
printf 'words of the first officer' >"$work/a" && printf 'words of the second officer' >"$work/b"
"$build/bin/reference-registry" init --dir "$work/registry" >/dev/null
"$build/bin/reference-registry" station --dir "$work/registry" --name bench-1 --out "$work/identity" >/dev/null
"$build/bin/enrollctl" --station "$work/station" station init --name Bench --commune 00019 --registry https://127.0.0.1:1 \
    --identity "$work/identity" --practice --officer An --passphrase-file "$work/a" >/dev/null 2>&1
"$build/bin/enrollctl" --station "$work/station" officer add Binh --role officer --passphrase-file "$work/b" \
    --by An --by-passphrase-file "$work/a" >/dev/null 2>&1

Xvfb "$display" -screen 0 1366x768x24 >/dev/null 2>&1 & xvfb_pid=$!
for _ in $(seq 50); do [ -S "/tmp/.X11-unix/X${display#:}" ] && break; sleep 0.1; done
export DISPLAY=$display QT_QPA_PLATFORM=xcb

median() { sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }
start_once() { "$build/bin/enrollment-station" --station "$work/station" --measure-start | grep -o '[0-9.]\+' | head -1; }
can_drop=false
if [ "$(id -u)" -eq 0 ] && sync && echo 3 >/proc/sys/vm/drop_caches 2>/dev/null; then can_drop=true; fi
if $can_drop; then
    for _ in $(seq 7); do sync; echo 3 >/proc/sys/vm/drop_caches; start_once; done >"$work/cold"
    printf '{"what":"start to sign-in, page cache dropped","runs":7,"median_ms":%s,"max_ms":%s}\n' "$(median <"$work/cold")" "$(sort -n "$work/cold" | tail -1)"
fi
for _ in $(seq 15); do start_once; done >"$work/warm"
printf '{"what":"start to sign-in, warm","runs":15,"median_ms":%s,"max_ms":%s}\n' "$(median <"$work/warm")" "$(sort -n "$work/warm" | tail -1)"

"$build/bin/enrollment-station" --station "$work/station" >/dev/null 2>&1 & station_pid=$!
sleep 4
memory() { awk '/^Pss:/ {p = $2} /^Rss:/ {r = $2} END {printf "\"rss_mb\":%.0f,\"pss_mb\":%.0f", r / 1024, p / 1024}' "/proc/$1/smaps_rollup"; }
report_memory() {
    printf '{"what":"window %s",%s}\n' "$1" "$(memory "$station_pid")"
    for child in $(pgrep -P "$station_pid" device-host || true); do
        printf '{"what":"device-host for %s, %s",%s}\n' \
            "$(tr '\0' ' ' <"/proc/$child/cmdline" | grep -o 'reader\|camera' | head -1)" "$1" "$(memory "$child")"
    done
}
report_memory "at sign-in"
kill "$station_pid"

# The same composition, worked to the portrait page with the live picture on it; offscreen, since keys need an active window
# and Xvfb has no window manager.
mkfifo "$work/says"
exec 4<>"$work/says"
QT_QPA_PLATFORM=offscreen "$build/bin/driven-station" --station "$work/station" --language vi <&4 >"$work/answers" 2>/dev/null & station_pid=$!
for command in 'sign-in words of the first officer' new person to-portrait shutter again; do
    printf '%s\n' "$command" >&4
    for _ in $(seq 200); do grep -q "\"command\":\"${command%% *}\"" "$work/answers" && break; sleep 0.1; done
done
if grep "\"fine\":false" "$work/answers" >&2; then exit 1; fi
report_memory "with the camera on"
kill "$station_pid"
