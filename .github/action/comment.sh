#!/usr/bin/env bash
# Makes the report a comment of the pull request, or edits the one of an earlier run. A comment that cannot be made fails nothing:
# the summary of the step has the same text.
set -euo pipefail
# shellcheck source=.github/action/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# What GitHub takes, in characters.
readonly MAX_COMMENT=65536
readonly MAX_PAGES=100
readonly MAX_PAUSE=60

# Not worth a failure.
give_up() {
  annotate "$1" "$2 The summary of the step has the same text."
  exit 0
}

header() {
  tr -d '\r' <"$work/headers" | awk -F ': *' -v name="$1" 'tolower($1) == name { value = $2 } END { print value }'
}

# request METHOD ADDRESS [FILE]: sets 'code', 000 where nobody answers. The token goes through a pipe: a command line is everybody's to read.
request() {
  local arguments=(--silent --show-error --config - --request "$1" --url "$2" --proto "$(protocols "$2")" --connect-timeout 20 --max-time 60
    --header 'Accept: application/vnd.github+json' --header 'X-GitHub-Api-Version: 2022-11-28' --user-agent meshgitops
    --dump-header "$work/headers" --output "$work/answer.json" --write-out '%{http_code}')
  [ -z "${3:-}" ] || arguments+=(--header 'Content-Type: application/json' --data-binary "@$3")
  : >"$work/headers"
  : >"$work/answer.json"
  code="$(printf 'header = "Authorization: Bearer %s"\n' "$INPUT_TOKEN" | curl "${arguments[@]}" 2>"$work/problem")" || code=000
}

# How long GitHub asks to wait, in seconds; nothing where the answer is no limit.
pause() {
  local after reset
  case "$code" in
    403 | 429) ;;
    *) return 0 ;;
  esac
  after="$(header retry-after)"
  if [[ "$after" =~ ^[0-9]{1,6}$ ]]; then
    printf '%s' "$after"
  elif [ "$(header x-ratelimit-remaining)" = 0 ]; then
    reset="$(header x-ratelimit-reset)"
    [[ "$reset" =~ ^[0-9]{1,12}$ ]] || reset=0
    printf '%s' "$((reset > $(date +%s) ? reset - $(date +%s) : 1))"
  elif [ "$code" = 429 ]; then
    printf 5
  fi
}

# The same, again where a limit is soon over.
call() {
  local attempt seconds
  for attempt in 1 2 3; do
    request "$@"
    seconds="$(pause)"
    [ -n "$seconds" ] || return 0
    if [ "$attempt" = 3 ] || [ "$seconds" -gt "$MAX_PAUSE" ]; then
      give_up warning 'The pull request has no comment, since GitHub takes no more requests for now.'
    fi
    sleep "$seconds"
  done
}

# expect CODE WHAT
expect() {
  case "$code" in
    "$1") ;;
    403 | 404) give_up notice "The token may not $2 (that of a pull request from a fork may not write; elsewhere 'permissions' needs 'pull-requests: write')." ;;
    000) give_up warning "The pull request has no comment: $(head -c 500 "$work/problem")." ;;
    *) give_up warning "The pull request has no comment: GitHub answered $code, when asked to $2." ;;
  esac
}

# Sets 'comment' to the comment of an earlier run: with the mark at its start, and by the account of the token.
# What others wrote is theirs, whatever mark it bears; who may write in the repository could edit it.
find_comment() {
  local page count
  comment=""
  : >"$work/marked.jsonl"
  for ((page = 1; page <= MAX_PAGES; page++)); do
    call GET "$comments?per_page=100&page=$page"
    expect 200 'read comments'
    count="$(jq -e 'if type == "array" then length else error("no list") end' "$work/answer.json" 2>/dev/null)" \
      || give_up warning 'The pull request has no comment: GitHub answered with something else than comments.'
    jq -c --arg mark "$mark" '.[] | objects | select((.id | type) == "number" and (.user | type) == "object" and ((.body | strings) // "" | startswith($mark)))' "$work/answer.json" >>"$work/marked.jsonl"
    [ "$count" -ge 100 ] || break
  done
  [ -s "$work/marked.jsonl" ] || return 0
  find_account
  comment="$(jq -sr --arg account "$account" \
    'map(select(.user.login == $account or (.user.type == "Bot" and .user.login == $account + "[bot]"))) | .[0].id // "" | tostring' "$work/marked.jsonl")"
  [ -z "$comment" ] || jq -sc --arg id "$comment" 'map(select((.id | tostring) == $id))[0]' "$work/marked.jsonl" >"$work/found.json"
}

# Sets 'account' to the account of the token, which only GraphQL tells for every kind of token.
find_account() {
  printf '{"query":"query { viewer { login } }"}' >"$work/query.json"
  request POST "${GITHUB_GRAPHQL_URL:-$GITHUB_API_URL/graphql}" "$work/query.json"
  account=""
  [ "$code" != 200 ] || account="$(jq -r '.data.viewer.login // "" | tostring' "$work/answer.json" 2>/dev/null || true)"
  account="${account:-github-actions[bot]}"
}

need curl jq awk tr cut mktemp head
# Read by curl between quotes.
[[ "$INPUT_TOKEN" =~ ^[A-Za-z0-9._=+/~:-]{1,4096}$ ]] || give_up warning "The pull request has no comment: input 'token' is empty, or no token."
number="$(jq -r '.pull_request.number // "" | tostring' "$GITHUB_EVENT_PATH" 2>/dev/null || true)"
[[ "$number" =~ ^[0-9]{1,12}$ ]] || give_up notice "There is no comment: the event '${GITHUB_EVENT_NAME:-}' is of no pull request."
[[ "$GITHUB_REPOSITORY" =~ ^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$ ]] || fail 'GITHUB_REPOSITORY is of no repository.'

work="$(mktemp -d "${RUNNER_TEMP:?}/meshgitops.XXXXXX")"
comments="$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/issues/$number/comments"
place="${INPUT_PATH:-.}"
while [[ "$place" == ./?* ]]; do place="${place#./}"; done
while [[ "$place" == ?*/ ]]; do place="${place%/}"; done
mark="<!-- meshgitops $INPUT_COMMAND $(printf '%s' "$place" | sha256 | cut -c 1-16) -->"
jq -n --arg mark "$mark" --rawfile report "$REPORT" --argjson limit "$MAX_COMMENT" \
  '($mark + "\n" + $report) as $text | {body: (if ($text | length) > $limit then $text[0:$limit - 100] + "\n\nThe rest was cut.\n" else $text end)}' >"$work/body.json"

find_comment
if [ -n "$comment" ]; then
  if [ "$(jq -r '.body | gsub("\r\n"; "\n") | rtrimstr("\n")' "$work/found.json")" = "$(jq -r '.body | rtrimstr("\n")' "$work/body.json")" ]; then
    echo 'The comment of the pull request says this already.'
    exit 0
  fi
  call PATCH "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/issues/comments/$comment" "$work/body.json"
  expect 200 'edit the comment of the pull request'
  echo 'The comment of the pull request was edited.'
elif [ "$QUIET" = true ]; then
  echo 'There is nothing to comment on.'
else
  call POST "$comments" "$work/body.json"
  expect 201 'comment on the pull request'
  echo 'The pull request has a comment.'
fi
