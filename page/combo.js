// A field with a list of what the typed words may mean. Arrows move, Enter takes, Escape closes.
import { el, put } from './dom.js';
import { word } from './words.js';

export function combo(input, list, { find, label, taken }) {
  let found = [], at = -1;
  const close = () => { list.hidden = true; at = -1; input.setAttribute('aria-expanded', 'false'); input.removeAttribute('aria-activedescendant'); };
  function mark() {
    [...list.children].forEach((item, i) => item.setAttribute('aria-selected', String(i === at)));
    const item = list.children[at];
    if (!item) return input.removeAttribute('aria-activedescendant');
    input.setAttribute('aria-activedescendant', item.id);
    item.scrollIntoView({ block: 'nearest' });
  }
  const take = (i) => { close(); taken(found[i], true); };
  async function look() {
    const text = input.value.trim();
    const answer = text ? await find(text) : [];
    if (answer === null || input.value.trim() !== text) return;
    found = answer;
    // The first is taken while typing goes on: an answer needs no further touch.
    taken(found[0] ?? null, false, text);
    put(list, found.map((one, i) => el('li', { role: 'option', id: `${list.id}-${i}`, 'aria-selected': 'false', onpointerdown: (event) => { event.preventDefault(); take(i); } }, ...label(one))));
    if (text && !found.length) put(list, el('li', { role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' }, word('none')));
    const shown = document.activeElement === input && text;
    list.hidden = !shown;
    input.setAttribute('aria-expanded', String(Boolean(shown)));
    at = -1;
  }
  input.addEventListener('input', look);
  input.addEventListener('focus', () => input.select());
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) { event.preventDefault(); list.hidden = false; input.setAttribute('aria-expanded', 'true'); at = Math.min(Math.max(at + step, 0), found.length - 1); mark(); }
    else if (event.key === 'Enter') { event.preventDefault(); if (found.length) take(Math.max(at, 0)); }
    else if (event.key === 'Escape') close();
  });
}
