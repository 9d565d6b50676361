// Finishes the folder: the example for those without JavaScript, the list of files and the version of the cache; then weighs it.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { load } from '../doors/wasm/index.js';

const [folder, quick] = process.argv.slice(2);
const path = (name) => `${folder}/${name}`;
const huiqi = await load(readFileSync(path('huiqi.wasm')), readFileSync(path('huiqi.image')));
const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const said = (text) => escape(text).replace(/\*([^*]*)\*/g, '<em>$1</em>');

// A finished example, as the library says it.
const { years, place, pack } = JSON.parse(huiqi.about());
const facts = {
  year: years[1] - 1, place: String(place), form: 'individual-business', industry: 'H6210', name: '面馆',
  sales: [{ period: 'year', amount: '240万元' }], costs: { other: '150万元' },
};
const glance = JSON.parse(huiqi.ask({ profile: facts, ask: { glance: {} } }));
if (glance.error) throw new Error(JSON.stringify(glance));
const rows = [...glance.rows.lines, glance.rows.total, ...glance.rows.beside, glance.rows.left];
const row = (of) => `<tr><th scope="row">${escape(of.name.zh)}</th><td>${of.now}</td><td>${of.then}</td><td>${escape(of.change.zh)}</td></tr>`;
const example = `<div class="lead"><p>这一页要用 JavaScript 才能算您自己的情况。下面是一个算好的例子：${said(glance.facts.brief.zh)}</p>
<p class="verdict">${said(glance.verdict.text.zh)}</p><p>${glance.lead.map((text) => said(text.zh)).join('')}</p>
<table class="tbl side"><thead><tr><th scope="col">元，全年</th><th scope="col">现在</th><th scope="col">转企后</th><th scope="col">相差</th></tr></thead><tbody>${rows.map(row).join('')}</tbody></table></div>`;

// Over a slow line every request costs half a second. The first paint waits for one, the page itself: its look stands in it, and the policy
// allows that text alone. What is needed next is asked for at once, not when the file before has told of it.
const style = readFileSync(path('style.css'), 'utf8');
const modules = [...readFileSync(path('app.js'), 'utf8').matchAll(/^import .* from '\.\/(.*)';$/gm)].map(([, name]) => `<link rel="modulepreload" href="${name}">`);
const script = '<script type="module" src="app.js"></script>';
const first = [
  ['<!--example-->', example],
  ["style-src 'self'", `style-src 'self' 'sha256-${createHash('sha256').update(style).digest('base64')}'`],
  ['<link rel="stylesheet" href="style.css">', `<style>${style}</style>`],
  [script, [script, ...modules, '<link rel="preload" href="huiqi.wasm" as="fetch" type="application/wasm" crossorigin fetchpriority="low">'].join('\n')],
];
const page = first.reduce((text, [from, to]) => {
  if (!text.includes(from)) throw new Error(`index.html has no ${from}`);
  return text.replace(from, () => to);
}, readFileSync(path('index.html'), 'utf8'));
writeFileSync(path('index.html'), page);

// A register to fill in, in both languages; Excel knows the encoding by the mark.
const { register } = await load(readFileSync(path('huiqi-register.wasm')));
for (const lang of ['zh', 'en']) writeFileSync(path(`register-${lang}.csv`), `\ufeff${register.template(lang)}`);

const files = readdirSync(folder).filter((name) => name !== 'sw.js').sort();
const version = createHash('sha256');
for (const name of files) version.update(name).update(readFileSync(path(name)));
const worker = readFileSync(path('sw.js'), 'utf8')
  .replace("'development'", `'huiqi-${pack.slice(0, 12)}-${version.digest('hex').slice(0, 12)}'`)
  .replace('FILES = []', `FILES = ${JSON.stringify(['./', ...files.filter((name) => name !== 'huiqi-register.wasm')])}`);
writeFileSync(path('sw.js'), worker);

const weigh = (names) => names.reduce((sum, name) => {
  const bytes = readFileSync(path(name));
  return { gzip: sum.gzip + gzipSync(bytes, { level: 9 }).length, brotli: sum.brotli + (quick ? 0 : brotliCompressSync(bytes).length) };
}, { gzip: 0, brotli: 0 });
const code = weigh(files.concat('sw.js').filter((name) => /\.(html|css|js)$/.test(name)));
const wasm = weigh(['huiqi.wasm']);
const kb = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
console.log(`HTML, CSS, JS: ${kb(code.gzip)} gzip (at most 60 kB)`);
console.log(`WASM: ${kb(wasm.gzip)} gzip, ${kb(wasm.brotli)} brotli (at most 700 kB)`);
const more = weigh(['huiqi-register.wasm']);
console.log(`WASM with registers, loaded with the first file: ${kb(more.gzip)} gzip, ${kb(more.brotli)} brotli (at most 1,200 kB)`);
const image = weigh(['huiqi.image']);
console.log(`image of its memory: ${kb(image.gzip)} gzip, ${kb(image.brotli)} brotli`);
if (!quick && (code.gzip > 60_000 || wasm.brotli > 700_000 || more.brotli > 1_200_000)) throw new Error('over the budget');
