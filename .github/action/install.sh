#!/usr/bin/env bash
# Downloads the release that the action is used at, and checks it; or builds the commit that the action is used at.
# Nothing of the program runs here.
set -euo pipefail
folder="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)"
# shellcheck source=.github/action/lib.sh
source "$folder/lib.sh"

readonly MAX_ARCHIVE=209715200

# Sets 'repository' and 'ref' to where the runner has this action from; 'ref' is empty for one that lies in the workspace.
# The path says it best: in an action that another action uses, the context 'github' is of the outer one.
find_origin() {
  local path="${GITHUB_ACTION_PATH//\\//}"
  repository="${ACTION_REPOSITORY:-${GITHUB_REPOSITORY:-}}"
  ref=""
  ! is_in_workspace || return 0
  case "$path" in
    */_actions/*/*/*)
      path="${path##*/_actions/}"
      path="${path%/}"
      repository="$(printf '%s' "$path" | cut -d / -f 1,2)"
      ref="${path#"$repository"/}"
      ;;
    *) ref="${ACTION_REF:-}" ;;
  esac
}

is_in_workspace() {
  local workspace
  workspace="$(cd "${GITHUB_WORKSPACE:-/nowhere}" 2>/dev/null && pwd -P)" || return 1
  case "$folder/" in
    "$workspace"/*) return 0 ;;
    *) return 1 ;;
  esac
}

# Sets 'version'; empty for a build of the source.
find_version() {
  local form='^v?[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$'
  case "$INPUT_VERSION" in
    source) version="" ;;
    '') version="${ref#refs/tags/}" && { [[ "$version" =~ $form ]] || version=""; } ;;
    *) version="$INPUT_VERSION" && { [[ "$version" =~ $form ]] || fail "Input 'version' takes a release as '1.2.3', or 'source', but is '$version'."; } ;;
  esac
  version="${version#v}"
}

platform() {
  case "${RUNNER_OS:-}-${RUNNER_ARCH:-}" in
    Linux-X64) printf linux-x64 ;;
    Linux-ARM64) printf linux-arm64 ;;
    macOS-X64) printf osx-x64 ;;
    macOS-ARM64) printf osx-arm64 ;;
    Windows-X64) printf win-x64 ;;
    *) return 1 ;;
  esac
}

# fetch ADDRESS FILE
fetch() {
  local problem
  problem="$(curl --silent --show-error --fail --location --proto "$(protocols "$1")" --retry 3 --connect-timeout 20 \
    --max-time 300 --max-filesize "$MAX_ARCHIVE" --output "$2" --url "$1" 2>&1)" || fail "$1 cannot be downloaded: $problem"
}

# check ARCHIVE SUMS: what the release says of itself, and what the workflow says of it.
check() {
  local name expected actual
  name="$(basename "$1")"
  expected="$(tr -d '\r' <"$2" | awk -v name="$name" '$2 == name || $2 == "*" name { print $1 }')"
  [[ "$expected" =~ ^[0-9a-f]{64}$ ]] || fail "SHA256SUMS of the release has no checksum of '$name', or several."
  actual="$(sha256 <"$1")"
  [ "$actual" = "$expected" ] || fail "'$name' has the checksum $actual, but SHA256SUMS of the release says $expected. Nothing of it was run."
  if [ -n "$INPUT_SHA256" ]; then
    case " $(printf '%s' "$INPUT_SHA256" | tr '[:upper:]\r\n\t' '[:lower:]   ') " in
      *" $actual "*) ;;
      *) fail "'$name' has the checksum $actual, which input 'sha256' does not name. Nothing of it was run." ;;
    esac
  fi
}

unpack() {
  local program=meshgitops
  case "$1" in
    *.zip)
      need unzip
      unzip -q -o "$1" -d "$work/tool" || fail "'$(basename "$1")' cannot be unpacked."
      program=meshgitops.exe
      ;;
    *)
      need tar gzip
      mkdir "$work/tool"
      # Read from the standard input: the tar of Windows takes 'D:' in a path for a host.
      (cd "$work/tool" && tar -xzf -) <"$1" || fail "'$(basename "$1")' cannot be unpacked."
      ;;
  esac
  [[ -f "$work/tool/$program" && ! -L "$work/tool/$program" ]] || fail "'$(basename "$1")' holds no '$program'."
  chmod +x "$work/tool/$program"
  output program "$work/tool/$program"
}

download() {
  local rid address archive
  need curl awk
  [[ "$repository" =~ ^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$ ]] || fail "The repository of the action is not known, so that no release can be found; 'version: source' builds it."
  rid="$(platform)" || fail "There is no release for '${RUNNER_OS:-} ${RUNNER_ARCH:-}'; 'version: source' builds one."
  archive="$work/meshgitops-$version-$rid.tar.gz"
  [ "$rid" != win-x64 ] || archive="$work/meshgitops-$version-$rid.zip"
  address="${GITHUB_SERVER_URL:-https://github.com}/$repository/releases/download/v$version"
  fetch "$address/SHA256SUMS" "$work/SHA256SUMS"
  fetch "$address/$(basename "$archive")" "$archive"
  check "$archive" "$work/SHA256SUMS"
  unpack "$archive"
  output archive "$archive"
  output repository "$repository"
  output version "$version"
  echo "meshgitops $version of $repository, $(sha256 <"$archive")"
}

# In a folder of its own: a build that left files in the workspace would be a change that is not committed.
build() {
  local root="$folder/../.." name
  [ -z "$INPUT_SHA256" ] || fail "Input 'sha256' is of the archive of a release; what is built from source has none. Give 'version' too."
  command -v dotnet >/dev/null || fail "'dotnet' is not on the runner, and the action builds from source. Use actions/setup-dotnet before, or give 'version'."
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
  # There the SDK that global.json names is found.
  cd "$root"
  dotnet publish src/MeshGitOps.Cli --configuration Release --artifacts-path "$work/artifacts" --output "$work/tool" --verbosity quiet \
    || fail "The source of the action does not build; the log says why."
  name="$work/tool/meshgitops.dll"
  [ -f "$name" ] || fail "The build left no 'meshgitops.dll'."
  output program "$name"
  echo "meshgitops, built from ${repository:-the workspace}${ref:+ at $ref}"
}

need od tr cut mktemp dirname basename
find_origin
find_version
work="$(mktemp -d "${RUNNER_TEMP:?}/meshgitops.XXXXXX")"
if [ -n "$version" ]; then
  download
else
  build
fi
