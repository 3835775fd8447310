#!/usr/bin/env bash
# The whole main job with made-up people and made-up devices, on this computer only.
#   demo.sh [--dir D]               starts a registry on loopback and opens the station's window
#   demo.sh --headless [--dir D]    enrolls two made-up people, sends them, prints one JSON line for each step
# Installs what is missing, builds the preset release. D (default build/demo) stays for inspection.
set -euo pipefail
here="$(cd "$(dirname "$0")/.." && pwd)"
demo="$here/build/demo"
headless=false
while [ $# -gt 0 ]; do
    case "$1" in
        --headless) headless=true ;;
        --dir) [ $# -ge 2 ] || { echo "demo.sh: --dir needs a directory" >&2; exit 2; }
            demo="$(realpath -m "$2")"; shift ;;
        *) echo "demo.sh: unknown word '$1'. Use --headless, --dir D." >&2; exit 2 ;;
    esac
    shift
done
cd "$here"
marker="$demo/.enrollment-demo"
if [ -d "$demo" ] && [ ! -e "$marker" ] && [ -n "$(ls -A "$demo")" ]; then
    echo "demo.sh: $demo holds something else. Name an empty directory with --dir." >&2
    exit 1
fi

step() { printf '{"step":"%s"%s}\n' "$1" "${2:-}"; }

packaging/deps.sh build run >&2
step packages
cmake --preset release >&2
cmake --build --preset release >&2
bin="$here/build/release/bin"
step build

# The headless run begins anew each time; the window goes on with the station it made before.
mkdir -p "$demo"
touch "$marker"
if $headless; then
    rm -rf "${demo:?}/registry" "${demo:?}/station" "${demo:?}/identity" "${demo:?}/log"
fi
mkdir -p "$demo/log"
station="$demo/station"
ctl() { "$bin/enrollctl" --station "$station" "$@" 2>>"$demo/log/enrollctl.log"; }
failed() { echo "demo.sh: $1. See $demo/log." >&2; tail -n 3 "$demo"/log/*.log >&2 || true; exit 1; }

if [ ! -d "$demo/registry" ]; then
    "$bin/reference-registry" init --dir "$demo/registry" >"$demo/log/init.log" 2>&1 || failed "the registry was not made"
    "$bin/reference-registry" station --dir "$demo/registry" --name demo-station --out "$demo/identity" \
        >>"$demo/log/init.log" 2>&1 || failed "the station's identity was not made"
fi

registry_pid=
stop_registry() {
    [ -n "$registry_pid" ] || return 0
    kill "$registry_pid" 2>/dev/null || true
    wait "$registry_pid" 2>/dev/null || true
    registry_pid=
}
trap stop_registry EXIT
trap 'exit 130' INT TERM

# The first line says where it listens; reading it waits until the registry is ready.
ready="$demo/log/ready"
rm -f "$ready"
mkfifo "$ready"
exec 3<>"$ready"
rm -f "$ready"
"$bin/reference-registry" serve --dir "$demo/registry" >&3 2>"$demo/log/registry.log" &
registry_pid=$!
listening=
read -r -t 30 -u 3 listening || true
address="$(sed -n 's/.*"listening":"\([^"]*\)".*/\1/p' <<<"$listening")"
[ -n "$address" ] || failed "the registry did not start"
step registry ",\"listening\":\"$address\""

if [ ! -d "$station" ]; then
    for officer in 1 2; do
        ( umask 077; printf 'demo passphrase %s\n' "$officer" >"$demo/passphrase-$officer" )
    done
    ctl station init --name "Trạm trình diễn" --commune 00019 --registry "$address" --identity "$demo/identity" \
        --practice --officer "Demo 1" --passphrase-file "$demo/passphrase-1" || failed "the station was not made"
    ctl officer add "Demo 2" --passphrase-file "$demo/passphrase-2" --by "Demo 1" \
        --by-passphrase-file "$demo/passphrase-1" || failed "the second officer was not added"
    step station ',"officers":2'
else
    ctl station set --registry "$address" --by "Demo 1" --by-passphrase-file "$demo/passphrase-1" || failed "the registry's address was not set"
fi

if ! $headless; then
    echo "Sign in as 'Demo 1' with 'demo passphrase 1', or as 'Demo 2' with 'demo passphrase 2'." >&2
    "$bin/enrollment-station" --station "$station"
    exit 0
fi

for person in 1 2; do
    lines="$(ctl enroll --json --procedure cc-new-14 --form "packaging/demo/person-$person.json" \
        --reader practice --camera practice --officer "Demo $person" --passphrase-file "$demo/passphrase-$person" \
        --sign-off "Demo $((3 - person))" --sign-off-passphrase-file "$demo/passphrase-$((3 - person))")" \
        || failed "person $person was not enrolled"
    printf '%s\n' "$lines" >>"$demo/log/enroll.jsonl"
    step enroll ",\"person\":$person,$(grep '"step":"sealed"' <<<"$lines" | sed 's/^{//; s/}$//; s/,\{0,1\}"step":"sealed"//')"
done
enrolled="$(ctl queue list --json | wc -l)"
ctl sync --once --json >"$demo/log/sync.jsonl" || failed "the packets were not delivered"
step sync
receipts="$(ctl queue list --json | grep -vc '"receipt":0[,}]' || true)"
printf '{"enrolled":%d,"receipts":%d}\n' "$enrolled" "$receipts"
[ "$enrolled" -eq 2 ] && [ "$receipts" -eq 2 ]
