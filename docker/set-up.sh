#!/usr/bin/env bash
# Installs the Debian packages that Prior is built and run with, where they are missing. Run by every make target;
# it asks dpkg only, and takes a few hundredths of a second, when nothing is missing.
#
#   docker/set-up.sh          what building, running and testing need
#   docker/set-up.sh bench    also wrk, and nginx, against which uploads are measured
set -euo pipefail

packages=(
    libpq-dev libssl-dev libmagic-dev libxml2-dev libseccomp-dev libarchive-dev zlib1g-dev
    libqrencode-dev liblemon-dev pkg-config                  # what Swift links
    postgresql file                                          # what prior runs with
    libvips-tools poppler-utils ffmpeg                       # what previews and blind copies are made with
    ghostscript qpdf
    libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui fonts-liberation2
    make git curl ca-certificates python3-venv iproute2 procps    # what the targets and tests use
    python3-jsonschema                                       # holds CASE packages against the published schemas in a test
    clamav-daemon                                            # started by a test, with a signature of its own
    zbar-tools                                               # reads QR codes back in a test
    libimage-exiftool-perl                                   # writes names into files, and reads them back, in tests
)
if [[ ${1:-} == bench ]]; then packages+=(nginx-light wrk); fi

missing=()
for package in "${packages[@]}"; do
    state=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    if [[ $state != installed ]]; then missing+=("$package"); fi
done
if [[ ${#missing[@]} == 0 ]]; then exit 0; fi

as_root=()
if [[ $(id -u) != 0 ]]; then
    if ! command -v sudo >/dev/null; then
        echo "Missing Debian packages: ${missing[*]}" >&2
        echo "Neither root nor sudo is here. As root, run: apt-get install ${missing[*]}" >&2
        exit 1
    fi
    as_root=(sudo)
fi
apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=120)

log=$(mktemp)
trap 'rm -f "$log"' EXIT
quietly() {
    if ! "$@" >"$log" 2>&1; then
        cat "$log" >&2
        echo "Failed: $*" >&2
        exit 1
    fi
}

echo "Installing ${missing[*]}"
quietly "${apt[@]}" update

# Debian's server package makes a cluster "main" and starts it on port 5432. Prior starts a private one of its own, so a
# machine that had no PostgreSQL does not get a public one from us. One that has it keeps what it has.
own=/etc/postgresql-common/createcluster.d/prior-set-up.conf
if [[ " ${missing[*]} " == *" postgresql "* ]] && ! compgen -G '/etc/postgresql/*/*' >/dev/null; then
    "${as_root[@]}" mkdir -p "${own%/*}"
    echo "create_main_cluster = false" | "${as_root[@]}" tee "$own" >/dev/null
    trap 'rm -f "$log"; "${as_root[@]}" rm -f "$own"' EXIT
fi
# The same for nginx, which the benchmark starts by itself on a port of its own, and for clamd, which a test starts.
if [[ " ${missing[*]} " =~ " nginx-light "|" clamav-daemon " && ! -e /usr/sbin/policy-rc.d ]]; then
    printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee /usr/sbin/policy-rc.d >/dev/null
    "${as_root[@]}" chmod +x /usr/sbin/policy-rc.d
    trap 'rm -f "$log"; "${as_root[@]}" rm -f "$own" /usr/sbin/policy-rc.d' EXIT
fi
quietly "${apt[@]}" install --yes --no-install-recommends "${missing[@]}"
