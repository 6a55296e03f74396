#!/usr/bin/env bash
# Exits 1 unless a folder holds a whole release and nothing else: 'verify.sh FOLDER VERSION'.
set -euo pipefail
export LC_ALL=C

folder="${1?usage: verify.sh FOLDER VERSION}"
version="${2?}"
cd "$folder"

expected="$(sort <<EOF
SHA256SUMS
MeshGitOps.Cli.$version.nupkg
meshgitops-$version-linux-arm64.tar.gz
meshgitops-$version-linux-x64.tar.gz
meshgitops-$version-osx-arm64.tar.gz
meshgitops-$version-osx-x64.tar.gz
meshgitops-$version-win-x64.zip
meshgitops-$version-linux-arm64.cdx.json
meshgitops-$version-linux-x64.cdx.json
meshgitops-$version-osx-arm64.cdx.json
meshgitops-$version-osx-x64.cdx.json
meshgitops-$version-win-x64.cdx.json
meshgitops-$version-tool.cdx.json
EOF
)"
if ! difference="$(diff <(printf '%s\n' "$expected") <(find . -mindepth 1 -printf '%P\n' | sort))"; then
  printf 'error: The files are not those of a release (<: missing, >: not expected):\n%s\n' "$difference" >&2
  exit 1
fi

sha256sum --check --strict --quiet SHA256SUMS
if [ "$(wc -l <SHA256SUMS)" -ne "$(($(printf '%s\n' "$expected" | wc -l) - 1))" ]; then
  printf 'error: SHA256SUMS does not name every file.\n' >&2
  exit 1
fi

for archive in *.tar.gz; do
  if [ "$(tar --list --gzip --verbose --file="$archive" | awk '{ print $1, $2, $NF }')" != \
    $'-rw-r--r-- 0/0 LICENSE\n-rw-r--r-- 0/0 THIRD-PARTY-NOTICES.txt\n-rwxr-xr-x 0/0 meshgitops' ]; then
    printf 'error: %s does not hold the binary and its licences.\n' "$archive" >&2
    exit 1
  fi
done

if [ "$(unzip -Z1 "meshgitops-$version-win-x64.zip")" != $'LICENSE\nTHIRD-PARTY-NOTICES.txt\nmeshgitops.exe' ]; then
  printf 'error: The archive for Windows does not hold the binary and its licences.\n' >&2
  exit 1
fi

for bill in *.cdx.json; do
  jq --exit-status --arg version "$version" \
    '.bomFormat == "CycloneDX" and .metadata.component.version == $version and (.components | length) >= 3' "$bill" >/dev/null || {
    printf 'error: %s is not a bill of materials of %s.\n' "$bill" "$version" >&2
    exit 1
  }
done
