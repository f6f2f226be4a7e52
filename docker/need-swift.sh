#!/usr/bin/env bash
# Says how to get Swift where it is missing or too old. It is not a Debian package, so docker/set-up.sh cannot.
set -euo pipefail

if command -v swift >/dev/null; then
    version=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+\.[0-9]+).*/\1/p' | head -n 1)
    if [[ -n $version && $(printf '%s\n6.3\n' "$version" | sort --version-sort | head -n 1) == 6.3 ]]; then exit 0; fi
    echo "Prior is built with Swift 6.3 or newer; this is Swift ${version:-of an unknown version}." >&2
else
    echo "Prior is built with Swift 6.3 or newer, which is not on this machine (no swift in PATH)." >&2
fi

cat >&2 <<'TEXT'

To get it on Debian 12, first what its compiler and package manager need:

    sudo apt-get install binutils-gold gcc g++ git gnupg2 curl libcurl4-openssl-dev libedit-dev libncurses-dev \
        libpython3-dev libsqlite3-dev libstdc++-12-dev libxml2-dev libz3-dev pkg-config tzdata zlib1g-dev

then either the toolchain's own installer (it keeps Swift in your home folder):

    curl -O https://download.swift.org/swiftly/linux/swiftly-$(uname -m).tar.gz
    tar zxf swiftly-$(uname -m).tar.gz && ./swiftly init --assume-yes
    . ~/.local/share/swiftly/env.sh && swiftly install 6.3 && swiftly use 6.3

or by hand: download "Debian 12" of Swift 6.3 from https://www.swift.org/install/linux/, check its signature as that
page says, unpack it, and put its usr/bin into PATH:

    sudo mkdir -p /opt/swift && sudo tar xzf swift-6.3*-RELEASE-debian12*.tar.gz -C /opt/swift --strip-components=1
    export PATH=/opt/swift/usr/bin:$PATH

Or build nothing here: docker/README.md runs Prior from a container image that brings everything.
TEXT
exit 1
