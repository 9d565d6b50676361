// What is still open of a case: questions, each with what is at stake, and their answers.
import { $, el, put } from './dom.js';
import { lang, t, word } from './words.js';
import { amount, answer, get } from './facts.js';

/** What is still open: first what decides, the rest folded. A question keeps its place while it is answered. */
export function asks(glance, c, update) {
  const decide = grouped(c, glance.open.matter.filter((ask) => ask.stake)), first = decide.slice(-1), rest = [...decide.slice(0, -1), ...answered(glance, c)];
  for (const [place, list] of [[$('#asks'), first], [$('#idle'), rest]]) {
    const key = JSON.stringify([list, lang]);
    if (place.dataset.key === key || place.contains(document.activeElement) && document.activeElement.matches('input:not([type=radio])')) continue;
    const held = place.contains(document.activeElement) ? document.activeElement.id : null;
    place.dataset.key = key;
    put(place, list.map((ask) => (Array.isArray(ask) ? small(c, ask, () => asks(glance, c, update)) : card(c, ask, update))));
    if (held) document.getElementById(held)?.focus();
  }
}

/** What makes a business a small one is asked at once, until somebody says that it is none. */
function grouped(c, list) {
  const of = list.filter((ask) => ask.fact.startsWith('scale.'));
  return of.length < 2 || c.typed.apart ? list : [of, ...list.filter((ask) => !of.includes(ask))];
}

/** One tick for a small business: what is not so is answered one by one. */
function small(c, of, again) {
  const choice = (told, name) => el('label', {}, el('input', { type: 'radio', name: 'small', id: `small-${told}`, checked: told, onchange: () => { c.typed.apart = told ? '' : '1'; again(); } }), el('span', {}, name));
  return el('fieldset', { class: 'ask' }, el('legend', {}, word('small')), el('ul', { class: 'hint' }, of.map((ask) => el('li', {}, t(ask.asks)))),
    el('p', { class: 'hint' }, t(of[0].stake)), el('div', { class: 'seg' }, choice(true, word('none_of')), choice(false, word('some_of'))));
}

/** Questions that were answered stay to be changed. */
const answered = (glance, c) => (c.answers ??= []).filter((ask) => !glance.open.matter.some((open) => open.fact === ask.fact && open.stake));

function card(c, ask, update) {
  const { kind, words } = ask.answer, id = `a-${ask.fact.replace(/\W/g, '-')}`;
  const value = get(c.facts, ask.fact);
  const tell = (told) => {
    if (!c.answers.some((one) => one.fact === ask.fact)) c.answers.push(ask);
    answer(c.facts, ask.fact, told);
    update();
  };
  const choice = (told, name) => el('label', {}, el('input', { type: 'radio', name: id, id: `${id}-${told}`, checked: value === told, onchange: () => tell(told) }), el('span', {}, name));
  const field = () => {
    const input = el('input', { id, inputmode: kind === 'count' ? 'numeric' : 'decimal', maxlength: 24, value: c.typed[ask.fact] ?? '', 'aria-label': t(ask.asks), oninput: (event) => {
      const text = c.typed[ask.fact] = event.target.value;
      tell(text.trim() ? (kind === 'count' ? Number(text) : amount(text, '万元')) : undefined);
    } });
    return el('div', { class: 'box' }, input, kind === 'count' ? null : el('span', { class: 'unit' }, lang === 'en' ? '10,000 yuan' : '万元'));
  };
  const controls = kind === 'yes-no' ? el('div', { class: 'seg' }, choice(false, word('no')), choice(true, word('yes')))
    : kind === 'words' ? el('div', { class: 'seg' }, words.map((of) => choice(of.value, t(of.name)))) : field();
  return el('fieldset', { class: 'ask' }, el('legend', {}, t(ask.asks)), el('p', { class: 'hint' }, `${t(ask.usual)} ${ask.stake ? t(ask.stake) : ''}`), controls);
}
