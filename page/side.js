// Cases side by side: first the facts in which they differ, then the answers. Figures and sentences are the library's.
import { $, el, put, rich } from './dom.js';
import { lang, t, word } from './words.js';
import { get } from './facts.js';

const label = (name) => $(`[data-t=${name}]`).textContent;

/** What was answered to a question, in words. */
function answered({ fact, answer: { kind, words } }, c) {
  const told = get(c.facts, fact) ?? c.typed[fact];
  if (told === undefined || told === '') return word('untold');
  if (kind === 'yes-no') return word(told ? 'yes' : 'no');
  return t(words?.find((of) => of.value === told)?.name ?? c.typed[fact] ?? String(told));
}

/** What is told about each case, a row a fact. */
function facts(cases) {
  const row = (name, of) => ({ name, cells: cases.map((c) => (c.glance ? of(c.glance, c) || word('untold') : '…')) });
  const asked = new Map(cases.flatMap((c) => c.answers ?? []).map((ask) => [ask.fact, ask]));
  return [
    row(label('trade'), (g) => t(g.facts.trade)), row(label('sales'), (g) => t(g.facts.sales.echo)), row(label('costs'), (g) => t(g.facts.costs.echo)),
    row(label('place'), (g) => t(g.facts.place)), row(label('locality'), (g) => t(g.facts.localities.find((of) => of.id === g.facts.locality)?.name)),
    row(label('form'), (g) => word('forms')[g.facts.form]), row(label('year'), (_, c) => String(c.facts.year)), row(label('vat'), (g) => t(g.facts.statuses.find((of) => of.id === g.facts.vat_status)?.name)),
    row(label('rate'), (_, c) => c.facts.sales?.[0]?.rate), row(label('input'), (_, c) => c.typed.input),
    row(label('wage'), (_, c) => c.facts.company?.owner_wage), row(label('draw'), (g) => g.lever?.share),
    row(label('bookkeeping'), (_, c) => c.facts.conversion?.bookkeeping), row(label('capital'), (_, c) => c.facts.conversion?.paid_in_capital),
    ...[...asked.values()].map((ask) => row(t(ask.asks), (_, c) => answered(ask, c))),
  ];
}

/** Shows the table of all cases; the one at `at` is on the page. */
export function sideBySide(cases, at, go, drop) {
  $('#cases').hidden = cases.length < 2;
  $('#add').hidden = cases.length >= 4;
  if (cases.length < 2) return;
  const names = cases.find((c) => c.glance).glance.rows;
  const head = cases.map((_, i) => el('th', { scope: 'col' }, `${word('case')} ${i + 1} `, i === at ? '' : el('button', { type: 'button', class: 'link', onclick: () => go(i) }, word('show')), ' ',
    el('button', { type: 'button', class: 'link', onclick: () => drop(i) }, word('remove'))));
  const row = (name, cells, kind) => el('tr', { class: kind }, el('th', { scope: 'row' }, name), cells.map((cell) => el('td', {}, rich(cell))));
  const answer = (name, of, kind) => row(name, cases.map((c) => (c.glance ? t(of(c.glance)) : '…')), kind);
  const both = (name, of, kind) => ['now', 'then'].map((when) => answer(`${name} · ${$(`#table [data-t=${when}]`).textContent}`, (g) => of(g)[when], when === 'then' ? kind : null));
  const told = facts(cases), differ = ({ cells }) => cells.some((cell) => cell !== cells[0]);
  put($('#side'), el('thead', {}, el('tr', {}, el('td', {}), head)), el('tbody', {},
    told.filter(differ).map(({ name, cells }) => row(name, cells, 'fact')),
    answer(word('into'), (g) => g.verdict.form), answer(word('gain'), (g) => g.verdict.said, 'sum'),
    both(t(names.total.name), (g) => g.rows.total), both(t(names.left.name), (g) => g.rows.left, 'own')));
  const alike = told.filter((of) => !differ(of) && of.cells[0] !== word('untold')).map(({ name }) => name);
  put($('#alike'), alike.length ? word('alike') + alike.join(lang === 'en' ? ', ' : '、') : '');
}
