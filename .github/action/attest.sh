#!/usr/bin/env bash
# Asks GitHub for the signed statement that a workflow of the action's repository built the archive from the tag of the release: one of another release is none of this.
set -euo pipefail
# shellcheck source=.github/action/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

[ -n "$ARCHIVE" ] || fail "Input 'attestation' is of a release, and the action was built from source. Give 'version' too."
need gh
gh attestation verify "$ARCHIVE" --repo "$REPOSITORY" --signer-workflow "$REPOSITORY/.github/workflows/release.yml" \
  --source-ref "refs/tags/v$VERSION" \
  || fail "No attestation of '$(basename "$ARCHIVE")' by $REPOSITORY at v$VERSION was found. Nothing of it was run."
