// Compares a specification with the list of documented operations beside it, operations.txt.
// Usage: node coverage.mjs <directory of one specification>. Run by scripts/coverage, which installs the YAML package.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const YAML = createRequire(path.join(process.cwd(), 'package.json'))('yaml');

const folder = path.resolve(process.argv[2] ?? '.');
let problems = 0;

function complain(message) {
  console.error(message);
  ++problems;
}

const files = new Map();
function load(absolute) {
  if (!files.has(absolute)) files.set(absolute, YAML.parse(readFileSync(absolute, 'utf8')));
  return files.get(absolute);
}

// What a reference in a file leads to, and the file that is in; anything else is itself.
function follow(file, value) {
  if (typeof value?.$ref !== 'string') return { file, value };
  const [target, pointer] = value.$ref.split('#');
  const other = target ? path.resolve(path.dirname(file), target) : file;
  return { file: other, value: pointer?.slice(1).split('/').reduce((node, key) => node?.[key], load(other)) };
}

function lines(name) {
  const list = path.join(folder, name);
  if (!existsSync(list)) return [];
  return readFileSync(list, 'utf8').split('\n').map((line) => line.trim()).filter((line) => line !== '');
}

// Query types are written in one case on one page and in another on the next; a server does not care.
const same = (line) => line.replace(/\?type=.*/, (type) => type.toLowerCase());

const documented = new Map();
for (const line of lines('operations.txt')) {
  if (!/^(GET|POST|PUT|PATCH|DELETE) \/\S*$/.test(line)) complain(`operations.txt: ${line}: not a method and a path`);
  else if (documented.has(same(line))) complain(`operations.txt: ${line}: twice`);
  documented.set(same(line), line);
}
if (documented.size === 0) complain('operations.txt: there are no documented operations');

// The line of operations.txt that stands for an operation. Its path has parameters as documented, where two may have one
// name. A fixed `type` or `action` is a line of its own; a GET may have actions that are forms of its one answer.
function lineOf(method, address, fixed) {
  const plain = `${method.toUpperCase()} ${address}`;
  const [name] = ['type', 'action'].filter((key) => fixed?.[key] !== undefined);
  if (name === undefined) return plain;
  const line = same(`${plain}?${name}=${fixed[name]}`);
  if (documented.has(line)) return documented.get(line);
  return method === 'get' && name === 'action' ? plain : `${plain}?${name}=${fixed[name]}`;
}

const specified = new Map();
function specify(line, name) {
  if (!specified.has(line)) specified.set(line, []);
  specified.get(line).push(name ?? '(without a name)');
}

const root = path.join(folder, 'openapi.yaml');
for (const [address, reference] of Object.entries(load(root).paths ?? {})) {
  const { file, value: item } = follow(root, reference);
  if (!item) { complain(`${address}: leads nowhere`); continue; }
  for (const method of ['get', 'post', 'put', 'patch', 'delete']) {
    const operation = item[method];
    if (!operation) continue;
    for (const given of operation['x-variants'] ?? [operation]) {
      const variant = follow(file, given).value;
      const shown = variant?.['x-doc-path'] ?? operation['x-doc-path'] ?? item['x-doc-path'] ?? address;
      const bare = (text) => text.replace(/\{[^}]*\}/g, '{}');
      if (bare(shown) !== bare(address)) complain(`${address}: x-doc-path ${shown} is another path`);
      specify(lineOf(method, shown, variant?.['x-fixed-query']), variant?.['x-cpp-name'] ?? variant?.operationId);
    }
  }
}

const omitted = new Map();
const omissions = path.join(folder, 'omitted.yaml');
for (const { operation, reason } of (existsSync(omissions) && load(omissions)) || []) {
  if (omitted.has(operation)) complain(`omitted.yaml: ${operation}: twice`);
  omitted.set(operation, reason);
  if (documented.get(same(operation)) !== operation) complain(`omitted.yaml: ${operation}: no such line in operations.txt`);
  if (specified.has(operation)) complain(`omitted.yaml: ${operation}: is not omitted, ${specified.get(operation).join(', ')}`);
}

let covered = 0;
let uncovered = 0;
for (const line of documented.values()) {
  if (specified.has(line)) { ++covered; console.log(`covered  ${line}  ${specified.get(line).join(', ')}`); }
  else if (omitted.has(line)) console.log(`omitted  ${line}  ${omitted.get(line)}`);
  else { ++uncovered; console.log(`missing  ${line}`); }
}
const extra = [...specified].filter(([line]) => documented.get(same(line)) !== line);
for (const [line, names] of extra) console.log(`extra    ${line}  ${names.join(', ')}`);

console.log(`${covered} of ${documented.size}`);
if (problems || uncovered || extra.length) process.exit(1);
