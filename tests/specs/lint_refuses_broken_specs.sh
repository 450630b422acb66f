#!/usr/bin/env bash
# Breaks copies of the specifications in one place each and expects scripts/lint-specs to refuse them with the right words.
# Usage: tests/specs/lint_refuses_broken_specs.sh [build directory of lint-specs]
set -euo pipefail
cd "$(dirname "$0")/../.."

build=${1:-build/lint-specs}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0
count=0

# refuses WHAT FILE SED-PROGRAM MESSAGE
refuses() {
    count=$((count + 1))
    rm -rf "$work/specs"
    cp -r specs "$work/specs"
    sed -i "$3" "$work/specs/$2"
    if cmp -s "specs/$2" "$work/specs/$2"; then
        echo "FAILED: $1: nothing was broken" >&2
    elif output=$(scripts/lint-specs "$work/specs" "$build" 2>&1); then
        echo "FAILED: $1: was accepted" >&2
    elif ! grep -qF -- "$4" <<<"$output"; then
        printf 'FAILED: %s: the message is not "%s" but:\n%s\n' "$1" "$4" "$output" >&2
    else
        return 0
    fi
    failures=$((failures + 1))
}

scripts/lint-specs specs "$build" >/dev/null 2>&1 || { echo "FAILED: the specifications themselves are refused" >&2; exit 1; }
refuses 'an unknown key' em/schemas/job.yaml 's/x-xml-root: Job$/x-xml-rot: Job/' \
    "specs/em/schemas/job.yaml:6:3: /Job: must NOT have additional properties 'x-xml-rot'"
refuses 'a key in the wrong place' vspc_v2/schemas/error.yaml 's/^  x-error:/  x-pager:/' \
    "specs/vspc_v2/schemas/error.yaml:6:3: /Error: must NOT have additional properties 'x-pager'"
refuses 'a reference to nothing' vb365_v6/paths/job_sessions.yaml 's/JobSessionPage/JobSessionPag/' \
    'the file defines no JobSessionPag'
refuses 'a reference to no file' vb365_v6/paths/token.yaml 's/CreateToken.json.yaml/CreateTokens.json.yaml/' \
    'there is no such file'
refuses 'an example that does not fit' vspc_v2/examples/GetBackupAgentJob.json.yaml \
    's/"restorePoints": 2/"restorePoints": "2"/' '/restorePoints: must be integer'
refuses 'an example of a variant that does not fit' em/examples/GetJob.json.yaml 's/"RetryTimes": 3/"RetryTimes": "3"/' \
    '/JobScheduleOptions/Standart/RetryOptions/RetryTimes: must be integer'
refuses 'an unknown value' em/examples/GetJob.json.yaml 's/"Platform": "HyperV"/"Platform": "Xen"/' \
    '/Platform: the value is not among the known ones'
refuses 'a path parameter the path does not have' vspc_v2/paths/backup_agent_jobs.yaml 's/name: jobId/name: job/' \
    'path-parameters-defined'
refuses 'a key twice' em/schemas/link.yaml '$a Link: {}' 'Map keys must be unique'
refuses 'a misspelt key of a variant' em/queries/job.yaml '0,/x-fixed-query:/s//x-fixed-querry:/' "'x-fixed-querry'"
refuses 'a query type without fields' em/queries/job.yaml '/^  x-query:/,$s/^  properties:/  propertys:/' "'propertys'"
refuses 'a schema without its page' vspc_v3/schemas/error.yaml '0,/  externalDocs:/{/  externalDocs:/{N;d}}' \
    "/Error: must have required property 'externalDocs'"
refuses 'a pager without its links' em/queries/job.yaml '0,/next-links:/{/next-links:/d}' \
    "/QueryJobs/x-pager: must have required property 'next-links'"
refuses 'an order on a text' em/queries/job.yaml 's/^      x-entity-member: Name/      x-ordered: true/' 'x-ordered'
refuses 'an example nobody shows' em/paths/enterprise_manager.yaml 's/GetEnterpriseManager.json.yaml/GetEnterpriseManager.xml.yaml/' \
    'specs/em/examples/GetEnterpriseManager.json.yaml:1:1: no operation shows this example'

echo "$count broken specifications, $failures not refused as they should be"
[[ $failures == 0 ]]
