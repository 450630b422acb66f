#!/usr/bin/env bash
# Breaks copies of the specifications in one place each and expects scripts/lint-specs to refuse them with the right words.
# Usage: tests/specs/lint_refuses_broken_specs.sh [build directory of lint-specs]
set -euo pipefail
cd "$(dirname "$0")/../.."

build=${1:-build/lint-specs}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
count=0

# refuses WHAT FILE SED-PROGRAM MESSAGE; as many at a time as the machine has processors.
refuses() {
    count=$((count + 1))
    while [[ $(jobs -rp | wc -l) -ge $(nproc) ]]; do wait -n || true; done
    refuses_alone "$work/$count" "$@" &
}
refuses_alone() {
    mkdir "$1"
    cp -r specs "$1/specs"
    sed -i "$4" "$1/specs/$3"
    if cmp -s "specs/$3" "$1/specs/$3"; then
        echo "FAILED: $2: nothing was broken" >&2
    elif output=$(scripts/lint-specs "$1/specs" "$build" 2>&1); then
        echo "FAILED: $2: was accepted" >&2
    elif ! grep -qF -- "$5" <<<"$output"; then
        printf 'FAILED: %s: the message is not "%s" but:\n%s\n' "$2" "$5" "$output" >&2
    else
        touch "$1.refused"
    fi
    rm -rf "$1"
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
refuses 'an example that has the name of another' em/paths/tasks.yaml 's/GetTask.finished:/GetTask.done:/' \
    'example GetTask.done is ../examples/GetTask.finished.json.yaml; its file must be GetTask.done.json.yaml'
refuses 'an example of a request that does not fit' em/examples/CreateEnterpriseAccount.request.json.yaml \
    's/"AllowRestoreAllVms": false/"AllowRestoreAllVms": "false"/' '/AllowRestoreAllVms: must be boolean'
refuses 'an example of a request without what is required' em/examples/AssignEnterpriseAccountRole.request.json.yaml \
    's/"EnterpriseRoleUid"/"EnterpriseRoleUID"/' "must have required property 'EnterpriseRoleUid'"
refuses 'an example of a request that has the name of an answer' em/paths/security.yaml \
    's/AssignEnterpriseAccountRole.request:/AssignEnterpriseAccountRole.body:/' \
    'its name must be AssignEnterpriseAccountRole.request or AssignEnterpriseAccountRole.request_<variant>'
refuses 'an answer without an example in XML' em/paths/tasks.yaml '0,/application\/xml/s//application\/octet-stream/' \
    'the answer of ListTasks has no example in application/xml'
refuses 'a request without an example in XML' em/paths/security.yaml \
    '/operationId: AssignEnterpriseAccountRole/,/responses:/s/application\/xml/application\/octet-stream/' \
    'the request of AssignEnterpriseAccountRole has no example in application/xml'
refuses 'an omission without a known reason' em/omitted.yaml 's/^\[\]$//; $a - { operation: GET /tasks, reason: laziness }' \
    'must be equal to one of the allowed values'

wait
refused=$(find "$work" -name '*.refused' | wc -l)
echo "$count broken specifications, $((count - refused)) not refused as they should be"
[[ $refused == "$count" ]]
