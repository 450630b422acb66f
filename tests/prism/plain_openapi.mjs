// Writes a specification as one plain OpenAPI document, for tools that know nothing of the dialect and read one file: an
// operation with `x-variants` gets the parameters and examples of all its variants, and every path the server's prefix,
// since Prism matches paths without it. XML is left out, because nothing but the dialect describes it.
// Usage: node plain_openapi.mjs <openapi.yaml> <output.json>. Run by scripts/test-prism, which installs the package.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(path.join(process.cwd(), 'package.json'));
const YAML = require('yaml');

const methods = ['get', 'put', 'post', 'delete', 'patch'];
const files = new Map();
const schemas = {};

function load(file) {
  if (!files.has(file)) files.set(file, YAML.parse(readFileSync(file, 'utf8'), { version: '1.2' }));
  return files.get(file);
}

// What a reference in `file` leads to, and the file it stands in.
function target(reference, file) {
  const [where, pointer] = reference.split('#');
  const found = where === '' ? file : path.resolve(path.dirname(file), where);
  let node = load(found);
  for (const part of (pointer ?? '').split('/').slice(1)) node = node?.[part.replaceAll('~1', '/').replaceAll('~0', '~')];
  if (node === undefined) throw new Error(`${file}: a reference to nowhere: ${reference}`);
  return { node, file: found, name: `${path.basename(found, '.yaml')}_${(pointer ?? '').split('/').pop()}` };
}

// Path items, parameters, responses and examples stand where they are used.
function inline(node, file) {
  while (node?.$ref) ({ node, file } = target(node.$ref, file));
  return { node, file };
}

// What `date-time` means in the dialect: the zone may be missing, as in examples of the documentation.
const dateTime = '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?$';

// Schemas go under components, since they contain themselves.
function schema(node, file) {
  if (Array.isArray(node)) return node.map((one) => schema(one, file));
  if (node === null || typeof node !== 'object') return node;
  const out = {};
  for (const [key, value] of Object.entries(node)) {
    if (key === '$ref') {
      const found = target(value, file);
      if (!(found.name in schemas)) {
        schemas[found.name] = {};
        schemas[found.name] = schema(found.node, found.file);
      }
      out.$ref = `#/components/schemas/${found.name}`;
    } else if (key === 'properties') {
      out.properties = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, schema(one, file)]));
    } else if (key === 'format' && value === 'date-time') {
      out.pattern = dateTime;
    } else if (key !== 'xml' && !key.startsWith('x-')) {
      out[key] = schema(value, file);
    }
  }
  return out;
}

function content(map, file) {
  const out = {};
  for (const [type, media] of Object.entries(map ?? {})) {
    if (type.endsWith('xml')) continue;
    out[type] = {};
    if (media.schema) out[type].schema = schema(media.schema, file);
    for (const [name, one] of Object.entries(media.examples ?? {}))
      (out[type].examples ??= {})[name] = { value: inline(one, file).node.value };
  }
  return Object.keys(out).length === 0 ? undefined : out;
}

function parameters(list, file) {
  return (list ?? []).map((one) => {
    const { node, file: where } = inline(one, file);
    return { name: node.name, in: node.in, required: node.required, schema: schema(node.schema, where) };
  });
}

function plain(node, file) {
  const responses = {};
  for (const [status, one] of Object.entries(node.responses ?? {})) {
    const found = inline(one, file);
    responses[status] = { description: found.node.description, content: content(found.node.content, found.file) };
  }
  const { operationId, security } = node;
  const out = { operationId, security, parameters: parameters(node.parameters, file), responses };
  if (node.requestBody) {
    const body = inline(node.requestBody, file);
    out.requestBody = { required: body.node.required, content: content(body.node.content, body.file) };
  }
  return out;
}

// Adds the examples that only `more` has; everything else the operation itself must say.
function add(one, more, place) {
  for (const [type, media] of Object.entries(more ?? {})) {
    if (!one?.[type]) throw new Error(`${place}: a variant has '${type}', which its operation lacks`);
    if (media.examples) one[type].examples = { ...media.examples, ...one[type].examples };
  }
}

function operation(node, file, place) {
  const out = plain(node, file);
  for (const one of node['x-variants'] ?? []) {
    const found = inline(one, file);
    const variant = plain(found.node, found.file);
    for (const p of variant.parameters)
      if (!out.parameters.some((q) => q.name === p.name && q.in === p.in)) out.parameters.push({ ...p, required: false });
    for (const [status, response] of Object.entries(variant.responses)) {
      if (!out.responses[status]) throw new Error(`${place}: a variant answers ${status}, its operation does not`);
      add(out.responses[status].content, response.content, place);
    }
    if (variant.requestBody) add(out.requestBody?.content, variant.requestBody.content, place);
  }
  return out;
}

const root = path.resolve(process.argv[2]);
const document = load(root);
const prefix = new URL(document.servers[0].url.replace(/\{[^}]*\}/g, '1')).pathname.replace(/\/$/, '');
const paths = {};
for (const [key, item] of Object.entries(document.paths)) {
  const { node, file } = inline(item, root);
  const out = { parameters: parameters(node.parameters, file) };
  for (const method of methods) if (node[method]) out[method] = operation(node[method], file, `${method} ${key}`);
  paths[prefix + key] = out;
}
const { openapi, info, security, components } = document;
writeFileSync(process.argv[3], JSON.stringify({ openapi, info, security, paths, components: { ...components, schemas } }));
