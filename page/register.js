// Several businesses at once: a file is handed over, its rows come back as a table, a summary and files. All of it on this device.
import { $, download, el, put } from './dom.js';
import { lang, t, word } from './words.js';
import { look } from './look.js';
import { bytesOf, textOf } from './keep.js';

/** The library that reads registers: loaded with the first file, compiled once. */
let compiled;
const wasm = () => fetch('huiqi-register.wasm');
const library = () => (compiled ??= WebAssembly.compileStreaming(wasm()).catch(async () => {
  const got = await wasm();
  if (!got.ok) throw new Error(String(got.status));
  return WebAssembly.compile(await got.arrayBuffer());
}).catch((error) => { compiled = null; throw error; }));

/** More would not fit into the memory of a phone. */
const MOST_BYTES = 64 << 20;
/** The register at hand, and its columns where they are called otherwise. */
let worker, chosen, mapped = [];

look();
document.title = lang === 'en' ? 'Several businesses at once · huiqi' : '几户一起算 · 惠企';
$('#template').href = `register-${lang === 'en' ? 'en' : 'zh'}.csv`;

function show(state) {
  for (const part of ['pick', 'going', 'wrong', 'map', 'found']) $(`#${part}`).hidden = !state.includes(part);
}

/** What is wrong; the columns stay to be corrected. */
function wrong(problems) {
  stop();
  show(['pick', 'wrong', mapped.length ? 'map' : '']);
  put($('#problems'), problems.map((text) => el('li', {}, text)));
  $('#wrong').focus();
}

function stop() {
  worker?.terminate();
  worker = null;
}

/** Files that were handed over: a register, a mapping for it or for the one at hand, or both. */
async function hand(files) {
  const isMap = (file) => /\.toml$/i.test(file.name), map = files.find(isMap), register = files.find((file) => !isMap(file));
  if (register) { chosen = register; mapped = []; }
  if (!chosen) return map && wrong([word('map_alone')]);
  if (map || register) take(map ? { columns: await textOf(map), ...yearTold() } : {});
}

async function take(told) {
  const file = chosen;
  stop();
  if (file.size > MOST_BYTES) return wrong([word('too_large')]);
  show(['going']);
  $('#bar').removeAttribute('value');
  put($('#far'), word('reading'));
  put($('#notes'));
  $('#cancel').focus();
  const mine = worker = new Worker('register-worker.js', { type: 'module' });
  worker.onerror = () => wrong([word('broken_file')]);
  worker.onmessage = ({ data }) => {
    if (data.guesses) return ask(data.guesses);
    if (data.problems) return wrong(data.problems);
    if (data.failed) return wrong([word('broken_file')]);
    if (data.progress) return going(data.progress);
    if (data.file) return download(`huiqi-${data.file}.csv`, 'text/csv', ['\ufeff', data.bytes]);
    found(data.found);
  };
  try {
    const [module, bytes] = await Promise.all([library(), bytesOf(file)]);
    // Meanwhile it may have been cancelled.
    if (worker === mine) worker.postMessage({ module, bytes, lang, told }, [bytes]);
  } catch {
    if (worker === mine) wrong([word('no_library')]);
  }
}

/** Asks what the columns are, with what the library guesses. */
function ask({ columns, known, units, ignored, years }) {
  stop();
  const amounts = new Set(known.filter((of) => of.is_amount).map((of) => of.name)), names = new Set(known.map((of) => of.name).concat(ignored));
  put($('#known'), el('option', { value: ignored }), known.map((of) => el('option', { value: of.name, label: of.meaning })));
  mapped = columns.map(({ theirs, ours, unit, why }, at) => {
    const name = el('input', { id: `c-${at}`, list: 'known', value: ours ?? '', maxlength: 60, 'aria-describedby': `w-${at}` });
    const unitBox = el('select', { 'aria-label': `${theirs} ${word('unit')}` }, units.map((of) => el('option', { value: of.unit }, of.name)));
    unitBox.value = unit;
    const inUnit = el('div', { class: 'box' }, unitBox);
    // Only amounts have a unit.
    const fit = () => { inUnit.hidden = names.has(name.value.trim()) && !amounts.has(name.value.trim()); };
    name.addEventListener('input', () => { name.removeAttribute('aria-invalid'); fit(); });
    fit();
    const row = el('li', { class: 'field' }, el('label', { for: `c-${at}` }, theirs), el('div', { class: 'pair' }, el('div', { class: 'box' }, name), inUnit), el('p', { class: 'hint', id: `w-${at}` }, why));
    return { theirs, name, units: unitBox, inUnit, row };
  });
  put($('#columns'), mapped.map((of) => of.row));
  const all = Array.from({ length: years[1] - years[0] + 1 }, (_, i) => String(years[1] - i));
  put($('#map-year'), el('option', { value: '' }, word('by_column')), all.map((year) => el('option', { value: year }, year)));
  $('#map-open').hidden = true;
  show(['pick', 'map']);
  $('#map').focus();
}

const yearTold = () => ($('#map-year').value ? { year: Number($('#map-year').value) } : {});

/** The columns as the file that `huiqi batch --columns` reads. */
function mapping() {
  const quoted = JSON.stringify, first = mapped[0]?.units.options[0].value;
  const line = ({ theirs, name, units, inUnit }) => [quoted(theirs), inUnit.hidden || units.value === first ? quoted(name.value.trim()) : `{ column = ${quoted(name.value.trim())}, unit = ${quoted(units.value)} }`].join(' = ');
  return `[columns]\n${mapped.filter((of) => of.name.value.trim()).map(line).join('\n')}\n`;
}

/** Whether every column is said; the first that is not is shown. */
function isSaid() {
  const blank = mapped.filter((of) => !of.name.value.trim());
  $('#map-open').hidden = blank.length === 0;
  for (const { name } of blank) name.setAttribute('aria-invalid', 'true');
  for (const { name, row } of mapped) row.toggleAttribute('data-bad', !name.value.trim());
  blank[0]?.name.focus();
  return blank.length === 0;
}

function going({ all, done, sheet, other_sheets: others, columns_not_read: left, columns_read_as: as }) {
  $('#bar').max = Math.max(all, 1);
  $('#bar').value = done.rows;
  put($('#far'), `${done.rows} / ${all}`);
  const list = (names) => names.join(lang === 'en' ? ', ' : '、');
  const notes = [[word('sheet'), sheet], [word('other_sheets'), list(others)], [word('not_read'), list(left)], [word('read_as'), list(as.map((pair) => pair.join(' → ')))]];
  put($('#notes'), notes.filter(([, what]) => what).map(([name, what]) => el('li', {}, `${name}${what}`)));
}

const table = (node, head, rows) => put(node, el('thead', {}, el('tr', {}, head.map((name) => el('th', { scope: 'col' }, name)))),
  el('tbody', {}, rows.map((row) => el('tr', {}, row.map((cell, at) => el(at ? 'td' : 'th', at ? {} : { scope: 'row' }, cell ?? ''))))));

function found({ counts, columns, rows, errors, summary }) {
  show(['pick', 'found']);
  put($('#title'), summary.title);
  put($('#counted'), summary.counted);
  $('#get-errors').hidden = $('#errors-part').hidden = !counts.errors;
  $('#get-results').hidden = $('#rows-part').hidden = !counts.results;
  table($('#errors'), ['line', 'column', 'what', 'right'].map((key) => word(`e_${key}`)),
    errors.map((of) => [String(of.line), of.column, [of.what, ...(of.also ?? [])].join(lang === 'en' ? '; ' : '；'), of.right]));
  table($('#rows'), columns, rows);
  $('#more-errors').hidden = counts.errors <= errors.length;
  $('#more-rows').hidden = counts.results <= rows.length;
  put($('#tables'), summary.tables.map((of, at) => {
    const grid = el('table', { class: 'tbl side' });
    table(grid, of.head, of.rows);
    return el('details', { class: 'more', open: at === 0 }, el('summary', {}, of.title), el('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': of.title }, grid));
  }));
  $('#found').focus();
}

$('#file').addEventListener('change', (event) => { hand([...event.target.files]); event.target.value = ''; });
for (const button of ['#choose', '#map-take']) $(button).addEventListener('click', () => $('#file').click());
$('#map').addEventListener('submit', (event) => { event.preventDefault(); if (isSaid()) take({ columns: mapping(), ...yearTold() }); });
$('#map-keep').addEventListener('click', () => download('huiqi-columns.toml', 'application/toml', mapping()));
$('#cancel').addEventListener('click', () => { stop(); show(['pick', mapped.length ? 'map' : '']); $('#choose').focus(); });
for (const what of ['results', 'errors']) $(`#get-${what}`).addEventListener('click', () => worker.postMessage({ file: what }));
addEventListener('dragover', (event) => { event.preventDefault(); $('#pick').dataset.over = ''; });
addEventListener('dragleave', () => { delete $('#pick').dataset.over; });
addEventListener('drop', (event) => { event.preventDefault(); delete $('#pick').dataset.over; hand([...event.dataTransfer?.files ?? []]); });
document.documentElement.dataset.ready = t(lang);
