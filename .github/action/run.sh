#!/usr/bin/env bash
# Runs one command, and leaves its reports: annotations, the summary, the outputs. The last step of the action ends with its exit code.
set -euo pipefail
# shellcheck source=.github/action/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# What GitHub takes as the summary of a step, in bytes.
readonly MAX_SUMMARY=1048576

# only_for 'COMMANDS' INPUT VALUE: an input that does nothing is a mistake that nobody sees.
only_for() {
  case " $1 " in
    *" $INPUT_COMMAND "*) ;;
    *) [ -z "$3" ] || fail "Input '$2' is not of '$INPUT_COMMAND', only of: $1." ;;
  esac
}

# Sets 'arguments'.
read_arguments() {
  local line
  arguments=("$INPUT_COMMAND" --color=never)
  case "$INPUT_COMMAND" in
    validate)
      arguments+=(-o text -o "json=$work/report.json" -o "markdown=$work/report.md" -o "github=$work/annotations.txt")
      [ -z "$INPUT_SARIF" ] || arguments+=(-o "sarif=$INPUT_SARIF")
      [ -z "$INPUT_FAIL_ON" ] || arguments+=("--fail-on=$INPUT_FAIL_ON")
      [ -z "$INPUT_BASELINE" ] || arguments+=("--baseline=$INPUT_BASELINE")
      ;;
    diff)
      arguments+=(-o text -o "json=$work/diff.json" -o "markdown=$work/diff.md")
      [ -z "$INPUT_AGAINST" ] || arguments+=("--against=$INPUT_AGAINST")
      ;;
    *)
      arguments+=(--report "json=$work/report.json" --report "markdown=$work/report.md" --report "github=$work/annotations.txt")
      [ -z "$INPUT_SARIF" ] || arguments+=(--report "sarif=$INPUT_SARIF")
      ;;
  esac
  [ "$INPUT_COMMAND" != publish ] || arguments+=(-o "json=$work/publication.json" -o "markdown=$work/publication.md")
  while IFS= read -r line || [ -n "$line" ]; do
    line="${line%$'\r'}"
    [ -z "$line" ] || arguments+=("$line")
  done <<<"$INPUT_ARGS"
  arguments+=("$path")
}

# A report of an earlier run would be taken for one of this, and so would one that a pull request holds.
# What is in its way else comes from the pull request too: a folder, or a link to where nothing may be deleted or written.
clear_sarif() {
  local folder="${INPUT_SARIF#"${GITHUB_WORKSPACE:-/nowhere}"/}"
  [ -n "$INPUT_SARIF" ] || return 0
  # A path elsewhere is none of the pull request's.
  while [[ "$folder" == ?*/* && "$folder" != /* ]]; do
    folder="${folder%/*}"
    [ ! -L "$folder" ] || fail "Input 'sarif' is '$INPUT_SARIF', but '$folder' is a link."
  done
  if [ -d "$INPUT_SARIF" ] && [ ! -L "$INPUT_SARIF" ]; then
    fail "Input 'sarif' is '$INPUT_SARIF', which is a folder."
  fi
  rm -f -- "$INPUT_SARIF" || fail "The file of input 'sarif', '$INPUT_SARIF', cannot be replaced."
}

# Who the commits of a publication are by, where nobody said.
identify() {
  local name='github-actions[bot]' address='41898282+github-actions[bot]@users.noreply.github.com'
  git -C "$path" config user.email >/dev/null 2>&1 && return
  export GIT_AUTHOR_NAME="${GIT_AUTHOR_NAME:-$name}" GIT_AUTHOR_EMAIL="${GIT_AUTHOR_EMAIL:-$address}"
  export GIT_COMMITTER_NAME="${GIT_COMMITTER_NAME:-$name}" GIT_COMMITTER_EMAIL="${GIT_COMMITTER_EMAIL:-$address}"
}

# Runs the program, and sets 'status'. The runner would take a line of a spec that the log quotes for a command of ours:
# it is told to take none until a word that no file can hold.
run() {
  local program=("$PROGRAM") word
  case "$PROGRAM" in
    *.dll) program=(dotnet "$PROGRAM") ;;
  esac
  word="$(random)"
  printf '::stop-commands::%s\n' "$word"
  status=0
  "${program[@]}" "${arguments[@]}" 2>&1 || status=$?
  printf '\n::%s::\n' "$word"
}

meaning() {
  case "$1" in
    1) printf 'there are findings' ;;
    2) printf 'the command line or the surroundings are wrong' ;;
    3) printf 'no specs were found' ;;
    4) printf 'what is committed is not what the specs render to' ;;
    5) printf 'the target is not ours to write, or moved' ;;
    *) printf 'it did not end as it should' ;;
  esac
}

write_annotations() {
  [ ! -f "$work/annotations.txt" ] || cat "$work/annotations.txt"
  [ "$status" = 0 ] || grep -q '^::error' "$work/annotations.txt" 2>/dev/null \
    || annotate error "meshgitops $INPUT_COMMAND ended with exit code $status: $(meaning "$status"). The log says more."
}

# The report of the step as Markdown: all that comes of the path is a text in it.
write_report() {
  local file found=""
  for file in publication.md diff.md report.md; do
    if [ -s "$work/$file" ]; then
      [ -z "$found" ] || printf '\n'
      cat "$work/$file"
      found=1
    fi
  done
  [ -n "$found" ] || printf '## ❌ meshgitops %s: exit code %s\n\nNothing was reported, since %s.\n' "$INPUT_COMMAND" "$status" "$(meaning "$status")"
  case "${INPUT_PATH:-.}" in
    . | ./) ;;
    *) printf '\nIn <code>%s</code>.\n' "$(jq -nr --arg path "$INPUT_PATH" '$path[0:300] | explode | map(if (. >= 48 and . <= 57) or (. >= 65 and . <= 90) or (. >= 97 and . <= 122) then [.] | implode else "&#\(.);" end) | add')" ;;
  esac
}

write_summary() {
  local size
  size="$(cat "$GITHUB_STEP_SUMMARY" "$work/step.md" 2>/dev/null | wc -c)"
  if [ "$size" -le "$MAX_SUMMARY" ]; then
    cat "$work/step.md" >>"$GITHUB_STEP_SUMMARY"
  else
    annotate notice 'The report is longer than the summary of a step may be; the log has it.'
  fi
}

# value FILE QUERY: nothing where the report was not written.
value() {
  [ ! -s "$work/$1" ] || jq -r "$2" "$work/$1"
}

write_outputs() {
  local findings changed="" commit="" quiet=false
  case "$INPUT_COMMAND" in
    diff)
      findings="$(value diff.json '.transitions | length')"
      changed="$(value diff.json '.summary.files > 0 or (.lock | length > 0)')"
      ;;
    *) findings="$(value report.json '.findings | length')" ;;
  esac
  case "$INPUT_COMMAND" in
    render) changed="$(value report.json 'if .output then .output.differs else "" end')" ;;
    publish)
      changed="$(value publication.json .changed)"
      commit="$(value publication.json '[.branches[].new] | join("\n")')"
      ;;
  esac
  case "$INPUT_COMMAND-$status" in
    diff-4 | render-4) changed=true ;;
  esac
  [ "$status" != 0 ] || [ "$changed" = true ] || [ "$findings" != 0 ] || quiet=true
  output findings "$findings"
  output changed "$changed"
  output commit "$commit"
  output exit-code "$status"
  output report "$work/step.md"
  output quiet "$quiet"
  if [ -n "$INPUT_SARIF" ] && [ -f "$INPUT_SARIF" ]; then
    output sarif-path "$INPUT_SARIF"
  fi
}

need jq od tr cut cat wc grep mktemp dirname
case "$INPUT_COMMAND" in
  validate | diff | render | publish) ;;
  *) fail "Input 'command' takes validate, diff, render or publish, but is '$INPUT_COMMAND'." ;;
esac
only_for diff against "$INPUT_AGAINST"
only_for validate fail-on "$INPUT_FAIL_ON"
only_for validate baseline "$INPUT_BASELINE"
only_for 'validate render publish' sarif "$INPUT_SARIF"
path="${INPUT_PATH:-.}"
case "$path" in
  -*) path="./$path" ;;
esac
[ "$INPUT_COMMAND" != publish ] || identify
work="$(mktemp -d "${RUNNER_TEMP:?}/meshgitops.XXXXXX")"
read_arguments
clear_sarif
run
write_annotations
write_report >"$work/step.md"
write_summary
write_outputs
