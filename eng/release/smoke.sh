#!/usr/bin/env bash
# Exits 1 unless a binary is of a version and says of every example what is committed: 'smoke.sh BINARY VERSION'.
set -euo pipefail

binary="${1?usage: smoke.sh BINARY VERSION}"
version="${2?}"
root="$(cd "$(dirname "$0")/../.." && pwd)"

printed="$("$binary" --version | tr -d '\r')"
if [ "$printed" != "meshgitops $version" ]; then
  printf 'error: The binary prints %q, but is released as %q.\n' "$printed" "$version" >&2
  exit 1
fi

# Runs the binary, and shows what it prints only where it fails.
quietly() {
  local output
  output="$("$binary" "$@" --color never 2>&1)" || {
    printf '%s\nerror: %q fails on this example.\n' "$output" "$1" >&2
    return 1
  }
}

for example in "$root"/examples/*/; do
  printf '%s\n' "$(basename "$example")"
  quietly validate "$example"
  quietly render "$example" --check --frozen
done
