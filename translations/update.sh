#!/usr/bin/env bash
# Brings the .ts files up to date with the words in the source. Usage: translations/update.sh [DIR]
# With DIR, the files there are updated instead of the ones in the repository (the test does that).
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
into="${1:-$root/translations}"
lupdate="${LUPDATE:-/usr/lib/qt6/bin/lupdate}"
cd "$root"

mapfile -t case_sources < <(find app/station/case \( -name "*.cpp" -o -name "*.h" \) 2>/dev/null | sort)
mapfile -t shell_sources < <(find app/station app/words \( -name '*.cpp' -o -name '*.h' \) -not -path 'app/station/case/*' | sort)

update() { # catalogue, then its sources
    local name="$1"
    shift
    [ $# -gt 0 ] || return 0
    "$lupdate" -silent -I "$root" -locations none -no-obsolete -source-language en -target-language vi "$@" -ts "$into/${name}_vi.ts"
    "$lupdate" -silent -I "$root" -locations none -no-obsolete -source-language en -target-language en -pluralonly "$@" -ts "$into/${name}_en.ts"
}
update shell "${shell_sources[@]}"
update case "${case_sources[@]}"
