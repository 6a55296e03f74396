#!/usr/bin/env bash
# Packs a native binary with its licences: 'archive.sh BINARY VERSION RID FOLDER' prints the path of what it wrote.
# The same binary gives the same bytes on every Linux machine: names, order, modes, owners and times are fixed.
# SOURCE_DATE_EPOCH is the time of the files; without it, the first moment that a zip archive can name.
set -euo pipefail
export LC_ALL=C TZ=UTC

binary="${1?usage: archive.sh BINARY VERSION RID FOLDER}"
version="${2?}"
rid="${3?}"
folder="${4?}"
root="$(cd "$(dirname "$0")/../.." && pwd)"
time="${SOURCE_DATE_EPOCH:-315532800}"

case "$rid" in
  linux-x64 | linux-arm64 | osx-x64 | osx-arm64) name=meshgitops archive="meshgitops-$version-$rid.tar.gz" ;;
  win-x64) name=meshgitops.exe archive="meshgitops-$version-$rid.zip" ;;
  *)
    printf 'error: Nothing is released for %q.\n' "$rid" >&2
    exit 1
    ;;
esac

staged="$(mktemp -d)"
trap 'rm -rf "$staged"' EXIT
install -m 755 "$binary" "$staged/$name"
install -m 644 "$root/LICENSE" "$root/THIRD-PARTY-NOTICES.txt" "$staged"
touch --date="@$time" "$staged"/*

mkdir -p "$folder"
folder="$(cd "$folder" && pwd)"
rm -f "$folder/$archive"
cd "$staged"
if [ "$rid" = win-x64 ]; then
  zip -q -X -9 "$folder/$archive" LICENSE THIRD-PARTY-NOTICES.txt "$name"
else
  tar --create --format=ustar --sort=name --mtime="@$time" --owner=0 --group=0 --numeric-owner -- LICENSE THIRD-PARTY-NOTICES.txt "$name" | gzip -n -9 >"$folder/$archive"
fi

printf '%s\n' "$folder/$archive"
