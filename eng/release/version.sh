#!/usr/bin/env bash
# Prints the version of a release tag: 'version.sh v1.2.3-rc.1' prints '1.2.3-rc.1'.
# Exits 1 where the tag is not 'v' and a semantic version. Build metadata ('+...') is refused: neither a package nor an image tag can carry it.
set -euo pipefail
LC_ALL=C

tag="${1?usage: version.sh TAG}"
number='(0|[1-9][0-9]{0,4})'
identifier='(0|[1-9][0-9]{0,8}|[0-9]*[A-Za-z-][0-9A-Za-z-]*)'
form="^v$number\.$number\.$number(-$identifier(\.$identifier)*)?\$"

if [ "${#tag}" -gt 64 ] || ! [[ "$tag" =~ $form ]]; then
  printf 'error: The tag %q is not a release such as v1.2.3 or v1.2.3-rc.1.\n' "$tag" >&2
  exit 1
fi

# The numbers of an assembly's version have 16 bits, and the last value is taken.
for part in "${BASH_REMATCH[@]:1:3}"; do
  if [ "$part" -gt 65534 ]; then
    printf 'error: The tag %q has a number above 65534.\n' "$tag" >&2
    exit 1
  fi
done

printf '%s\n' "${tag#v}"
