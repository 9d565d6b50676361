// What the programs of a release are made of, read from cargo: their licences in one text (LICENCES.txt), and a CycloneDX list of them
// (sbom.cdx.json). Fails where a part has no licence text or one that is not allowed: nothing is shipped without.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [target, folder] = process.argv.slice(2);
const cargo = (...args) => JSON.parse(execFileSync('cargo', ['metadata', '--locked', '--format-version', '1', '--filter-platform', target, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 }));
const programs = [
  [cargo('--features', 'batch'), 'huiqi'],
  [cargo('--manifest-path', 'doors/Cargo.toml'), 'huiqi-serve', 'huiqi-mcp'],
];

/** The packages whose code is in the programs: what is needed to run, not to build or test. */
const parts = new Map();
for (const [{ packages, resolve }, ...names] of programs) {
  const byId = new Map(packages.map((of) => [of.id, of]));
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const todo = packages.filter((of) => of.source === null && names.includes(of.name)).map((of) => of.id);
  const seen = new Set(todo);
  while (todo.length > 0) {
    const node = nodes.get(todo.pop());
    const of = byId.get(node.id);
    parts.set(`${of.name} ${of.version}`, of);
    if (of.targets.every((made) => made.kind.includes('proc-macro'))) continue;
    for (const { pkg, dep_kinds } of node.deps) {
      if (dep_kinds.some(({ kind }) => kind === null) && !seen.has(pkg)) { seen.add(pkg); todo.push(pkg); }
    }
  }
}
const sorted = [...parts.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1));

/** Whether one of the licences that are offered is allowed (as deny.toml has it). */
const allowed = readFileSync('deny.toml', 'utf8').match(/^allow = \[(.*)\]/m)[1].match(/[\w.-]+/g);
function isAllowed(expression) {
  const terms = expression.replaceAll('/', ' OR ').replace(/ WITH [\w.-]+/g, '').replace(/[()]/g, ' ').split(/\s+OR\s+/);
  return terms.some((term) => term.split(/\s+AND\s+/).every((licence) => allowed.includes(licence.trim())));
}

/** The licence texts that a part brings. */
function textsOf(of) {
  const home = dirname(of.manifest_path);
  const files = readdirSync(home, { withFileTypes: true }).filter((file) => file.isFile() && /^(licen[cs]e|copying|notice|unlicense|copyright)/i.test(file.name) && !/\.(rs|json)$/.test(file.name));
  return files.map(({ name }) => readFileSync(join(home, name), 'utf8').replaceAll('\r\n', '\n').trim());
}

const texts = new Map();
const wrong = [];
for (const of of sorted) {
  if (of.source === null) continue;
  const found = textsOf(of);
  // Of several crates in one repository some have the text only at its root.
  const isSibling = (other) => of.repository && other.repository === of.repository && other.license === of.license;
  if (found.length === 0) found.push(...sorted.filter(isSibling).flatMap(textsOf).slice(0, 1));
  if (!of.license || !isAllowed(of.license)) wrong.push(`${of.name} ${of.version}: ${of.license}`);
  // Who ships no text with a crate names the licence: ours has the same words.
  if (found.length === 0 && /Apache-2\.0/.test(of.license)) found.push(readFileSync('LICENSE-APACHE', 'utf8').trim());
  if (found.length === 0 && /MIT/.test(of.license)) found.push(`${of.authors.join(', ')}\n\n${readFileSync('LICENSE-MIT', 'utf8').replace(/^Copyright.*\n/m, '').trim()}`);
  if (found.length === 0) wrong.push(`${of.name} ${of.version}: no text of ${of.license}`);
  for (const text of found) texts.set(text, [...(texts.get(text) ?? []), `${of.name} ${of.version} (${of.license})`]);
}
if (wrong.length > 0) throw new Error(`licences:\n${wrong.join('\n')}`);
const bar = '='.repeat(80);
writeFileSync(join(folder, 'LICENCES.txt'), [...texts].map(([text, names]) => `${bar}\n${names.join('\n')}\n${bar}\n\n${text}\n`).join('\n'));

const version = sorted.find((of) => of.name === 'huiqi').version;
const purl = (of) => `pkg:cargo/${of.name}@${of.version}`;
const components = sorted.filter((of) => of.source !== null).map((of) => ({
  type: 'library', 'bom-ref': purl(of), name: of.name, version: of.version, purl: purl(of), licenses: [{ expression: of.license.replaceAll('/', ' OR ') }],
  ...(of.repository ? { externalReferences: [{ type: 'vcs', url: of.repository }] } : {}),
}));
const main = { type: 'application', 'bom-ref': `pkg:cargo/huiqi@${version}`, name: 'huiqi', version, licenses: [{ expression: 'MIT OR Apache-2.0' }] };
// The same for the same parts: its number is their digest, and it bears no time.
const digest = createHash('sha256').update(JSON.stringify([target, main, components])).digest('hex');
const serial = `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-a${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
const sbom = { bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber: `urn:uuid:${serial}`, version: 1, metadata: { component: main, properties: [{ name: 'huiqi:target', value: target }] }, components };
writeFileSync(join(folder, 'sbom.cdx.json'), `${JSON.stringify(sbom, null, 2)}\n`);
console.log(`${components.length} parts, ${texts.size} licence texts`);
