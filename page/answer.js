// Lays out an answer of the library. Nothing is computed here.
import { $, el, put, rich } from './dom.js';
import { t, word } from './words.js';
import { core } from './core.js';

/** Which lines are explained: each stays open while the figures move. */
export const opened = new Set();

export function clauses(text) {
  return (text.match(/[^，]+，?/g) ?? []).map((clause) => el('span', {}, ...rich(clause)));
}

function cite(source) {
  const link = source.link ? el('a', { class: 'cite', href: source.link, target: '_blank', rel: 'noreferrer' }, t(source.citation)) : el('span', { class: 'cite' }, t(source.citation));
  return [link, el('span', { class: `sure ${source.confidence}` }, t(source.sure))];
}

export function verdict(glance) {
  const head = $('#verdict');
  head.dataset.tone = glance.verdict.tone;
  put(head, clauses(t(glance.verdict.text)));
  put($('#eyebrow'), t(glance.facts.eyebrow));
  put($('#brief'), rich(t(glance.facts.brief)));
  put($('#lead'), rich([...glance.lead, glance.kept].map(t).join(document.documentElement.lang === 'en' ? ' ' : '')));
  put($('#trying span'), t(glance.point.trying));
  $('#trying').hidden = !glance.point.trying;
  const dock = $('#dock');
  dock.dataset.tone = glance.verdict.tone;
  put($('#dock-a'), t(glance.verdict.form));
  put($('#dock-b'), t(glance.verdict.said));
}

export function forms(glance, choose) {
  const box = $('#forms');
  const held = box.contains(document.activeElement);
  put(box, glance.forms.map((form) => el('label', {},
    el('input', { type: 'radio', name: 'to', value: form.form, checked: form.form === glance.to, 'data-lacks': form.lacks ? '1' : null, onchange: () => choose(form) }),
    el('span', {}, t(form.name), el('small', { class: form.tone }, t(form.text))))));
  if (held) box.querySelector(':checked')?.focus();
}

export function bars({ division }) {
  put($('#h-bars'), t(division.title));
  put($('#bars'), division.drawn ? division.bars.map((bar) => {
    const spoken = bar.parts.map((part) => `${t(part.name)} ${t(part.about)}`).join('，');
    const track = el('div', { class: 'track', role: 'img', 'aria-label': `${t(bar.name)}：${spoken}` });
    for (const part of bar.parts) {
      const piece = el('i', { class: `k-${part.id}` }, part.label ? el('span', {}, t(part.label)) : null);
      piece.style.flexGrow = part.amount;
      track.append(piece);
    }
    return el('div', { class: 'bar' }, el('div', { class: 'cap' }, el('b', {}, t(bar.name)), el('span', {}, rich(t(bar.taxes)))), track);
  }) : []);
  // A label that does not fit says nothing.
  for (const label of document.querySelectorAll('.track i span')) label.hidden = label.scrollWidth > label.parentElement.clientWidth;
  const names = new Map(division.bars.flatMap((bar) => bar.parts.map((part) => [part.id, part.name])));
  put($('#key'), division.drawn ? [...names].map(([id, name]) => el('li', {}, el('i', { class: `k-${id}` }), t(name))) : []);
}

export function lever({ lever }) {
  const box = $('#lever');
  box.hidden = !lever;
  if (!lever) return;
  const [slide, field] = [$('#pct-slide'), $('#pct')];
  if (document.activeElement !== slide) slide.value = lever.percent;
  slide.style.setProperty('--at', lever.share);
  slide.setAttribute('aria-valuetext', lever.share);
  if (document.activeElement !== field) field.value = lever.percent;
  put($('#lever-note'), t(lever.note));
}

function stepsOf(why) {
  const step = (of) => el('li', {}, el('div', {},
    [t(of.period), t(of.what)].filter(Boolean).join(' '),
    el('span', { class: 'f' }, el('span', {}, t(of.formula)), ' ', el('b', {}, of.result)),
    of.source ? cite(of.source) : null,
    of.source?.printed.length ? el('span', { class: 'printed' }, el('br'), `${word('printed')}：${of.source.printed.join('；')}`) : null));
  const refused = why.refused.map((of) => el('li', {}, el('div', {}, el('span', {}, `${word('refused')}：${t(of.source.title)}`), el('span', { class: 'f need' }, t(of.reasons)), cite(of.source))));
  return [el('h3', {}, t(why.title)), el('ol', {}, why.steps.map(step), refused), el('p', {}, rich(t(why.sums)))];
}

/** Fills the explanation of a line: in the present form, and in the one looked at. */
async function explain(row, line, glance, profile) {
  const ask = (form) => core.ask({ profile, ask: { why: { line, form, earned: glance.point.trying ? glance.point.earned : undefined } } });
  const [now, then] = await Promise.all([ask(glance.facts.form), ask(glance.to)]);
  if (now.error || then.error) return;
  // Where nothing changes it is said once.
  const sides = JSON.stringify(now.steps) === JSON.stringify(then.steps) ? [now] : [now, then];
  put(row.querySelector('.why'), sides.filter((why) => why.steps.length).map((why) => el('div', {}, stepsOf(why))));
}

/** The table. Rows keep their place, so that nothing that has the focus goes. */
export async function rows(glance, profile) {
  const body = $('#rows');
  const { lines, total, beside, left } = glance.rows;
  const all = [...lines.map((of) => [of, 'line']), [total, 'sum'], ...beside.map((of) => [of, 'beside']), [left, 'own']];
  const waits = [];
  const kept = new Map([...body.children].map((row) => [row.dataset.id, row]));
  const order = [];
  for (const [of, kind] of all) {
    const row = kept.get(of.id) ?? el('tr', { 'data-id': of.id, class: kind });
    if (!row.firstChild) {
      row.append(el('th', { scope: 'row' }, el('span')), el('td', { class: 'a' }), el('td', { class: 'b' }), el('td', { class: 'diff' }));
      if (kind === 'line') {
        row.firstChild.append(' ', el('button', { type: 'button', class: 'whybtn', 'aria-expanded': 'false', 'aria-controls': `why-${of.id}`, onclick: () => toggle(of.id) }));
      }
    }
    const [head, a, b, diff] = row.children;
    put(head.firstChild, t(of.name));
    head.querySelector('small')?.remove();
    if (of.note) head.append(el('small', {}, t(of.note)));
    const button = head.querySelector('button');
    if (button) { put(button, word('why')); button.setAttribute('aria-label', `${word('why')}：${t(of.name)}`); button.setAttribute('aria-expanded', String(opened.has(of.id))); }
    put(a, of.now); put(b, of.then); put(diff, t(of.change));
    a.dataset.head = document.querySelector('#table thead [data-t=now]').textContent;
    b.dataset.head = document.querySelector('#table thead [data-t=then]').textContent;
    diff.className = `diff ${of.tone}`;
    order.push(row);
    if (kind === 'line') {
      const why = kept.get(`why-${of.id}`) ?? el('tr', { class: 'why-row', id: `why-${of.id}`, 'data-id': `why-${of.id}`, hidden: true }, el('td', { colspan: '4' }, el('div', { class: 'why' })));
      why.hidden = !opened.has(of.id);
      if (!why.hidden) waits.push(explain(why, of.id, glance, profile));
      order.push(why);
    }
  }
  if (order.length !== body.children.length || order.some((row, i) => body.children[i] !== row)) {
    const held = document.activeElement;
    put(body, order);
    if (body.contains(held)) held.focus({ preventScroll: true });
  }
  async function toggle(id) {
    if (opened.has(id)) opened.delete(id); else opened.add(id);
    await rows(shown.glance, shown.profile);
  }
  await Promise.all(waits);
}

/** What the table shows, for a line that is opened later. */
export const shown = { glance: null, profile: null };

/** Opens or closes all explanations. */
export async function openAll(open) {
  opened.clear();
  if (open) shown.glance.rows.lines.forEach((line) => opened.add(line.id));
  await rows(shown.glance, shown.profile);
}

export function reliefs(glance) {
  const relief = (of) => el('li', {}, el('span', { class: 'amt' }, of.amount), t(of.source.title), el('span', { class: 'src' }, `${t(of.lines)} · `, cite(of.source), ` · ${t(of.source.valid)}`));
  const missed = (of) => el('li', {}, t(of.source.title), el('span', { class: 'src' }, el('span', { class: 'need' }, t(of.reasons)), ' ', cite(of.source)));
  const list = (items, make) => (items.length ? el('ul', {}, items.map(make)) : el('p', { class: 'note' }, word('nothing')));
  put($('#reliefs'), glance.reliefs.map((side) => el('div', { class: 'list' }, el('h3', {}, t(side.name)),
    el('h4', {}, word('had')), list(side.had, relief), el('h4', {}, word('missed')), list(side.missed, missed))));
}

export function rests({ rests }) {
  const lines = (items) => (items.length ? el('ul', {}, items.map((text) => el('li', {}, text))) : el('span', {}, word('nothing')));
  const row = (what, items) => el('li', {}, el('span', { class: 'what' }, word(what)), lines(items));
  put($('#rests'), row('assumed', t(rests.assumed)), row('certain', rests.certain.map(t)), row('not_counted', t(rests.not_counted)));
}

/** What follows a little later. */
export function outlook(outlook) {
  put($('#hinge'), el('b', {}, word('pays')), ' ', rich(outlook.pays.map(t).join(document.documentElement.lang === 'en' ? ' ' : '')));
  $('#hinge').hidden = !outlook.pays.length;
  put($('#jumps'), outlook.jumps.map((jump) => el('li', {}, el('span', { class: 'what' }, t(jump.when)), el('span', {}, rich(t(jump.text)), ' ', jump.source ? cite(jump.source) : null))));
  const days = outlook.days.slice(0, 8);
  $('#days-part').hidden = !days.length;
  put($('#days'), days.map((day) => el('li', {}, el('time', { datetime: day.to }, t(day.day)), el('span', {}, t(day.text)))));
}

/** What is best of all, in the library's own sentence. */
export function advice({ best: [first] }) {
  put($('#best'), first ? t(first.text) : '');
}
