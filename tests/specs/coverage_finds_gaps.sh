#!/usr/bin/env bash
# Breaks copies of the specification of Enterprise Manager, its list of operations and its omissions in one place each, and
# expects scripts/coverage to notice.
# Usage: tests/specs/coverage_finds_gaps.sh [build directory of lint-specs]
set -euo pipefail
cd "$(dirname "$0")/../.."

build=${1:-build/lint-specs}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0
count=0

failed() {
    echo "FAILED: $1" >&2
    failures=$((failures + 1))
}

# The sound copy: whatever the specification covers at present is all there is.
cp -r specs/em "$work/sound"
scripts/coverage "$work/sound" "$build" 2>/dev/null | sed -n 's/^covered  \([A-Z]* [^ ]*\)  .*/\1/p' >"$work/covered" || true
cp "$work/covered" "$work/sound/operations.txt"
echo '[]' >"$work/sound/omitted.yaml"
all=$(wc -l <"$work/covered")
if ! output=$(scripts/coverage "$work/sound" "$build" 2>&1) || [[ $all == 0 || $output != *"$all of $all"* ]]; then
    printf 'FAILED: the sound copy is refused:\n%s\n' "$output" >&2
    exit 1
fi

# broken FILE SED-PROGRAM: a copy of the sound one with a change in one file.
broken() {
    count=$((count + 1))
    rm -rf "$work/em"
    cp -r "$work/sound" "$work/em"
    sed -i "$2" "$work/em/$1"
    ! cmp -s "$work/sound/$1" "$work/em/$1"
}

# notices WHAT FILE SED-PROGRAM MESSAGE COVERED
notices() {
    if ! broken "$2" "$3"; then
        failed "$1: nothing was broken"
    elif output=$(scripts/coverage "$work/em" "$build" 2>&1); then
        failed "$1: was accepted"
    elif ! grep -qF -- "$4" <<<"$output"; then
        failed "$1: the message is not \"$4\" but: $(grep -v '^covered' <<<"$output")"
    elif ! grep -qxF -- "$5" <<<"$output"; then
        failed "$1: the sum is not \"$5\" but \"$(tail -n 1 <<<"$output")\""
    fi
}

notices 'a removed path' openapi.yaml '\|^  /tasks/{ID}:|,+1d' 'missing  DELETE /tasks/{ID}' "$((all - 2)) of $all"
notices 'a removed action' paths/security.yaml '/x-fixed-query:/{N;/action/d}' \
    'missing  POST /security/accounts?action=rebuildScope' "$((all - 1)) of $all"
notices 'a removed query type' paths/query.yaml '/#\/QueryTasks$/d' 'missing  GET /query?type=Task' "$((all - 1)) of $all"
notices 'an operation nobody documents' operations.txt '\|^GET /tasks$|d' 'extra    GET /tasks  ListTasks' \
    "$((all - 1)) of $((all - 1))"
notices 'an action nobody documents' paths/security.yaml 's/action: rebuildScope/action: rebuildScopes/' \
    'extra    POST /security/accounts?action=rebuildScopes  RebuildRestoreScopes' "$((all - 1)) of $all"
notices 'a parameter with another name than documented' paths/security.yaml '\|x-doc-path: .*/roles/|d' \
    'extra    GET /security/accounts/{ID}/roles/{ID2}  GetEnterpriseAccountRole' "$((all - 2)) of $all"
notices 'an omission of what is there' omitted.yaml 's|.*|- { operation: GET /tasks, reason: duplicate }|' \
    'omitted.yaml: GET /tasks: is not omitted, ListTasks' "$all of $all"
notices 'an omission of what there never was' omitted.yaml 's|.*|- { operation: GET /task, reason: duplicate }|' \
    'omitted.yaml: GET /task: no such line in operations.txt' "$all of $all"
notices 'an empty list' operations.txt 'd' 'operations.txt: there are no documented operations' '0 of 0'
notices 'a line twice' operations.txt '\|^GET /tasks$|p' 'operations.txt: GET /tasks: twice' "$all of $all"
notices 'a line that is no operation' operations.txt '\|^GET /tasks$|s|GET|FETCH|' \
    'operations.txt: FETCH /tasks: not a method and a path' "$((all - 1)) of $all"

notices 'a documented path of another place' openapi.yaml 's|^  /security/accounts/{ID}/roles/{ID2}:|  /nonsense/{ID}/{ID2}:|' \
    '/nonsense/{ID}/{ID2}: x-doc-path /security/accounts/{ID}/roles/{ID} is another path' "$all of $all"

# An omission that is true is none of these.
broken openapi.yaml '\|^  /tasks:|,+1d' || failed 'a true omission: nothing was broken'
echo '- { operation: GET /tasks, reason: duplicate }' >"$work/em/omitted.yaml"
if ! output=$(scripts/coverage "$work/em" "$build" 2>&1); then
    failed "a true omission: was refused: $(grep -v '^covered' <<<"$output")"
elif ! grep -qxF 'omitted  GET /tasks  duplicate' <<<"$output"; then
    failed 'a true omission: was not told'
fi

echo "$count changed specifications, $failures not judged as they should be"
[[ $failures == 0 ]]
