#!/usr/bin/env bash
# The one list of Debian 12 packages. Usage: deps.sh [--list] [build|run|test]...   (default: all three)
# Installs only what is missing, as root or through sudo.
set -euo pipefail

build="
  ca-certificates g++ cmake ninja-build ccache pkg-config python3 git
  qt6-base-dev libqt6opengl6-dev libgl-dev qt6-multimedia-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools linguist-qt6
  libfprint-2-dev libopencv-core-dev libopencv-imgproc-dev libopencv-imgcodecs-dev libopencv-objdetect-dev
  libsqlite3-dev libcurl4-openssl-dev libsqlitecpp-dev libsodium-dev libtss2-dev libssl-dev libexpected-dev libvalijson-dev libzip-dev
  libqrencode-dev libzxing-dev libxlsxwriter-dev libcli11-dev libcpp-httplib-dev"

run="
  libqt6sql6-sqlite libqt6sql6-psql opencv-data openssl fonts-noto-core
  pipewire pipewire-bin wireplumber dbus-daemon gstreamer1.0-pipewire gstreamer1.0-plugins-base gstreamer1.0-plugins-good"

test="
  catch2 umockdev libpipewire-0.3-dev xvfb xauth gstreamer1.0-tools postgresql sqlite3 unzip curl
  clang-format procps iproute2 swtpm nginx-light
  clang libclang-rt-14-dev dosfstools fusefat"

list_only=false
wanted=()
for word in "$@"; do
    case "$word" in
        --list) list_only=true ;;
        build | run | test) wanted+=("$word") ;;
        *) echo "deps.sh: unknown word '$word'. Use --list, build, run, test." >&2; exit 2 ;;
    esac
done
[ ${#wanted[@]} -gt 0 ] || wanted=(build run test)

packages=()
for group in "${wanted[@]}"; do
    read -r -a names <<<"$(echo ${!group})"
    packages+=("${names[@]}")
done

if $list_only; then
    printf '%s\n' "${packages[@]}"
    exit 0
fi

missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done

# Releases before 3.0.22 hand out unauthenticated plaintext of a tampered packet (CMS AuthEnvelopedData).
if dpkg-query -W -f '${Version}' libssl3 2>/dev/null | xargs -I{} dpkg --compare-versions {} lt 3.0.22; then
    missing+=(libssl3 openssl libssl-dev)
fi

[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "deps.sh: run as root or install sudo; missing: ${missing[*]}" >&2; exit 1; }
    as_root=(sudo)
fi
echo "deps.sh: installing ${#missing[@]} packages" >&2
"${as_root[@]}" apt-get update -q >/dev/null
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >/dev/null
