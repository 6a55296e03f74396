# shellcheck shell=bash
# Functions of the steps of action.yml, for bash 3.2 and later: macOS has no other.

# The data of a workflow command: nothing in it ends the command.
escape() {
  local text="$1"
  text="${text//'%'/%25}"
  text="${text//$'\r'/%0D}"
  printf '%s' "${text//$'\n'/%0A}"
}

# annotate error|warning|notice SENTENCE
annotate() {
  printf '::%s title=meshgitops::%s\n' "$1" "$(escape "$2")"
}

# Ends the step as a wrong command line ends meshgitops.
fail() {
  annotate error "$1"
  exit 2
}

need() {
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || fail "This step needs '$program', which is not on the runner."
  done
}

# 32 characters that nobody can guess.
random() {
  od -An -N16 -tx1 /dev/urandom | tr -d ' \n'
}

# output NAME VALUE: no value ends its own block, since nobody knows the delimiter.
output() {
  local end
  end="end_$(random)"
  printf '%s<<%s\n%s\n%s\n' "$1" "$end" "$2" "$end" >>"$GITHUB_OUTPUT"
}

# The checksum of the standard input.
sha256() {
  if command -v sha256sum >/dev/null; then
    sha256sum | cut -c 1-64
  else
    need shasum
    shasum -a 256 | cut -c 1-64
  fi
}

# What curl may speak with an address: a server of a company may have http alone, everything else is encrypted.
protocols() {
  case "$1" in
    http://*) printf '=http,https' ;;
    *) printf '=https' ;;
  esac
}
