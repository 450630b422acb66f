// Validates every YAML file of the specifications against dialect.schema.json and every JSON example of an answer or a request
// against its schema, and looks for examples that are missing.
// Usage: node lint.mjs <directory of the specifications>. Run by scripts/lint-specs; scripts/install-spec-tools installs the two
// packages.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(path.join(process.cwd(), 'package.json'));
const { default: Ajv2020 } = require('ajv/dist/2020');
const YAML = require('yaml');

const root = path.resolve(process.argv[2] ?? '.');
let problems = 0;

function complain(file, node, message) {
  const { line, col } = node ? file.lines.linePos(node.range?.[0] ?? 0) : { line: 1, col: 1 };
  console.error(`${file.name}:${line}:${col}: ${message}`);
  ++problems;
}

function load(absolute) {
  const lines = new YAML.LineCounter();
  const text = readFileSync(absolute, 'utf8');
  const document = YAML.parseDocument(text, { lineCounter: lines, uniqueKeys: true, version: '1.2' });
  const file = { absolute, name: path.relative(path.dirname(root), absolute), lines, document };
  for (const error of document.errors) complain(file, { range: [error.pos[0]] }, error.message.split(/ at line |\n/)[0]);
  YAML.visit(document, {
    Alias: (_, node) => complain(file, node, 'aliases are not part of the dialect; use $ref'),
    Node: (_, node) => { if (node.anchor) complain(file, node, 'anchors are not part of the dialect; use $ref'); },
  });
  if (document.errors.length === 0) file.value = document.toJS();
  return file;
}

// The node at a JSON pointer; for a key that is too much, the key itself.
function nodeAt(file, pointer, key) {
  let node = file.document.contents;
  for (const part of pointer.split('/').slice(1).map((p) => p.replaceAll('~1', '/').replaceAll('~0', '~'))) {
    const next = YAML.isMap(node) ? node.get(part, true) : YAML.isSeq(node) ? node.items[Number(part)] : undefined;
    if (!next?.range) break;
    node = next;
  }
  const pair = key !== undefined && YAML.isMap(node) && node.items.find((item) => item.key?.value === key);
  return pair ? pair.key : node;
}

function kindOf(relative) {
  const parts = relative.split(path.sep);
  if (parts.length === 2) return parts[1].replace(/\.yaml$/, '').replaceAll('_', '-');
  return parts[1] === 'examples' ? 'example' : parts[1];
}

// Everything below a schema that says what is wrong in several ways is noise; the deepest complaints are the useful ones.
function report(file, errors) {
  const depth = (e) => e.instancePath.split('/').length;
  const vague = new Set(['oneOf', 'anyOf', 'if']);
  const useful = errors.filter((e) => !vague.has(e.keyword));
  const deepest = Math.max(...(useful.length ? useful : errors).map(depth));
  for (const e of (useful.length ? useful : errors).filter((x) => depth(x) === deepest)) {
    const key = e.params.additionalProperty ?? e.params.propertyName;
    const name = key === undefined ? '' : ` '${key}'`;
    complain(file, nodeAt(file, e.instancePath, key), `${e.instancePath || '/'}: ${e.message}${name}`);
  }
}

const schemaFile = path.join(root, 'dialect.schema.json');
const dialect = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, strictRequired: false, strictTypes: false });
dialect.addSchema(JSON.parse(readFileSync(schemaFile, 'utf8')));

// Enums grow, and change their capitals, from one version of a server to the next: an example may differ in those.
const examples = new Ajv2020({ strict: false, validateFormats: false, allErrors: true, logger: false });
examples.addKeyword({
  keyword: 'x-known-values',
  validate: (known, value) => value === null || known.some((k) => String(k).toLowerCase() === String(value).toLowerCase()),
  error: { message: 'the value is not among the known ones, in any case of its letters' },
});

function openEnums(value) {
  if (Array.isArray(value)) return value.map(openEnums);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, v]) =>
    key === 'enum' && Array.isArray(v) ? ['x-known-values', v] : [key, openEnums(v)]));
}

const files = new Map();
for (const api of readdirSync(root, { withFileTypes: true })) {
  if (!api.isDirectory() || api.name === 'node_modules') continue;
  for (const entry of readdirSync(path.join(root, api.name), { recursive: true })) {
    if (!entry.endsWith('.yaml')) continue;
    const relative = path.join(api.name, entry);
    const file = load(path.join(root, relative));
    file.kind = kindOf(relative);
    files.set(file.absolute, file);
    if (file.value === undefined) continue;
    const validate = dialect.getSchema(`veeam-cpp-dialect#/$defs/${file.kind}-file`);
    if (!validate) complain(file, undefined, `no kind of file has this place; kinds are in ${path.basename(schemaFile)}`);
    else if (!validate(file.value)) report(file, validate.errors);
    if (file.kind !== 'example' && file.kind !== 'omitted') examples.addSchema(openEnums(file.value), `file://${file.absolute}`);
  }
}

// Every reference leads somewhere, and every example is used.
const used = new Set();
let checked = 0;
for (const file of files.values()) {
  if (file.kind === 'example' || file.value === undefined) continue;
  YAML.visit(file.document, {
    Pair: (_, pair) => {
      if (pair.key?.value !== '$ref' || typeof pair.value?.value !== 'string') return;
      const [target, pointer] = pair.value.value.split('#');
      const absolute = target ? path.resolve(path.dirname(file.absolute), target) : file.absolute;
      const other = files.get(absolute);
      if (!other) { complain(file, pair.value, `${pair.value.value}: there is no such file`); return; }
      used.add(absolute);
      const name = pointer?.slice(1);
      if (name && !pointer.includes('/', 1) && other.value && !(name in other.value))
        complain(file, pair.value, `${pair.value.value}: the file defines no ${name}`);
    },
  });
}
for (const file of files.values())
  if (file.kind === 'example' && !used.has(file.absolute)) complain(file, undefined, 'no operation shows this example');

function follow(file, value) {
  if (typeof value?.$ref !== 'string') return { file, value };
  const [target, pointer] = value.$ref.split('#');
  const other = target ? files.get(path.resolve(path.dirname(file.absolute), target)) : file;
  return { file: other, value: pointer ? other?.value?.[pointer.slice(1)] : other?.value };
}

// The examples of one body: their names, and those in JSON against the schema.
function checkBody(file, given, isName, expected) {
  const { file: home, value: body } = follow(file, given);
  for (const [type, media] of Object.entries(body?.content ?? {}))
    for (const [key, reference] of Object.entries(media.examples ?? {})) {
      if (!isName(key)) complain(file, undefined, `example ${key} stands at ${expected}`);
      const format = type.slice(type.indexOf('/') + 1);
      if (reference.$ref && path.basename(reference.$ref) !== `${key}.${format}.yaml`)
        complain(file, undefined, `example ${key} is ${reference.$ref}; its file must be ${key}.${format}.yaml`);
      checkExample(home, type, media.schema, follow(home, reference));
    }
}

// Enterprise Manager speaks two formats, so whatever has a schema has an example in each. References that a query finds have
// one schema and one form for all types; few pages print any.
function checkFormats(file, given, what) {
  const content = follow(file, given).value?.content;
  const schema = content?.['application/json']?.schema;
  if (!schema || schema.$ref?.endsWith('#/ReferenceQueryResult')) return;
  const missing = ['application/json', 'application/xml'].filter((type) => !Object.keys(content[type]?.examples ?? {}).length);
  if (missing.length) complain(file, undefined, `${what} has no example in ${missing.join(' and ')}`);
}

function checkOperation(file, operation, name) {
  const both = name && path.relative(root, file.absolute).split(path.sep)[0] === 'em';
  for (const [status, response] of Object.entries(operation.responses ?? {})) {
    const own = name && status.startsWith('2');
    checkBody(file, response, (key) => !own || key.split('.')[0] === name && !isRequest(key, name),
      `${name}; its name must be ${name} or ${name}.<variant>`);
    if (both && own) checkFormats(file, response, `the answer of ${name}`);
  }
  checkBody(file, operation.requestBody, (key) => !name || isRequest(key, name),
    `the request of ${name}; its name must be ${name}.request or ${name}.request_<variant>`);
  if (both) checkFormats(file, operation.requestBody, `the request of ${name}`);
}

function isRequest(key, name) {
  return key === `${name}.request` || key.startsWith(`${name}.request_`);
}

function checkExample(home, type, schema, { file, value: example }) {
  if (example?.value === undefined) return;
  if (type === 'application/xml') {
    if (typeof example.value !== 'string') complain(file, nodeAt(file, '/value'), 'an XML example is a text');
    return;
  }
  if (!schema || schema.anyOf) return;  // the variants say which of them it is
  const validate = examples.compile({ $id: `file://${home.absolute}/${++checked}`, ...rebased(home, openEnums(schema)) });
  if (!validate(example.value))
    for (const e of validate.errors) complain(file, nodeAt(file, `/value${e.instancePath}`), `${e.instancePath}: ${e.message}`);
}

// References made absolute, since the compiled schema has an address of its own.
function rebased(file, schema) {
  return JSON.parse(JSON.stringify(schema), (key, value) => key === '$ref'
    ? `file://${value.startsWith('#') ? file.absolute : path.resolve(path.dirname(file.absolute), value.split('#')[0])}#${value.split('#')[1] ?? ''}`
    : value);
}

// Schemas with faults of their own say nothing about examples.
for (const file of problems ? [] : files.values()) {
  if (file.kind === 'queries')
    for (const [name, entry] of Object.entries(file.value)) if (entry?.responses) checkOperation(file, entry, name);
  if (file.kind !== 'paths') continue;
  for (const item of Object.values(file.value))
    for (const method of ['get', 'post', 'put', 'patch', 'delete']) {
      const operation = item?.[method];
      if (!operation) continue;
      checkOperation(file, operation, operation['x-variants'] ? undefined : operation['x-cpp-name'] ?? operation.operationId);
      for (const variant of operation['x-variants'] ?? []) if (!variant.$ref) checkOperation(file, variant, variant['x-cpp-name']);
    }
}

if (problems) { console.error(`${problems} problem${problems === 1 ? '' : 's'} in the specifications`); process.exit(1); }
console.log(`${files.size} files follow the dialect; ${checked} JSON examples fit their schemas`);
