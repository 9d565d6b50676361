// Several businesses at once: a file is handed over, its rows come back as a table, a summary and files. All of it on this device.
import { $, download, el, put } from './dom.js';
import { lang, t, word } from './words.js';
import { look } from './look.js';
import { bytesOf } from './keep.js';

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
let worker;

look();
document.title = lang === 'en' ? 'Several businesses at once · huiqi' : '几户一起算 · 惠企';
$('#template').href = `register-${lang === 'en' ? 'en' : 'zh'}.csv`;

function show(state) {
  for (const part of ['pick', 'going', 'wrong', 'found']) $(`#${part}`).hidden = !state.includes(part);
}

function wrong(problems) {
  stop();
  show(['pick', 'wrong']);
  put($('#problems'), problems.map((text) => el('li', {}, text)));
  $('#wrong').focus();
}

function stop() {
  worker?.terminate();
  worker = null;
}

async function take(file) {
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
    if (data.problems) return wrong(data.problems);
    if (data.failed) return wrong([word('broken_file')]);
    if (data.progress) return going(data.progress);
    if (data.file) return download(`huiqi-${data.file}.csv`, 'text/csv', ['\ufeff', data.bytes]);
    found(data.found);
  };
  try {
    const [module, bytes] = await Promise.all([library(), bytesOf(file)]);
    // Meanwhile it may have been cancelled.
    if (worker === mine) worker.postMessage({ module, bytes, lang }, [bytes]);
  } catch {
    if (worker === mine) wrong([word('no_library')]);
  }
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

$('#file').addEventListener('change', (event) => { const [file] = event.target.files; if (file) take(file); event.target.value = ''; });
$('#choose').addEventListener('click', () => $('#file').click());
$('#cancel').addEventListener('click', () => { stop(); show(['pick']); $('#choose').focus(); });
for (const what of ['results', 'errors']) $(`#get-${what}`).addEventListener('click', () => worker.postMessage({ file: what }));
addEventListener('dragover', (event) => { event.preventDefault(); $('#pick').dataset.over = ''; });
addEventListener('dragleave', () => { delete $('#pick').dataset.over; });
addEventListener('drop', (event) => { event.preventDefault(); delete $('#pick').dataset.over; const [file] = event.dataTransfer?.files ?? []; if (file) take(file); });
document.documentElement.dataset.ready = t(lang);
