#!/usr/bin/env bash
# Writes SHA256SUMS, as 'sha256sum --check' reads it, for every other file of a folder: 'checksums.sh FOLDER'.
set -euo pipefail
export LC_ALL=C

cd "${1?usage: checksums.sh FOLDER}"
rm -f SHA256SUMS
sha256sum -- * >.sums
mv .sums SHA256SUMS
