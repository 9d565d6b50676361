// The measures of the pack: what each is, where it stands, when it holds.
import { $, el, put } from './dom.js';
import { lang, t, word } from './words.js';
import { look } from './look.js';
import { core } from './core.js';

look();
put($('#find-l'), word('filter'));
put($('#count'), word('loading'));

const measures = await core.measures();
function list() {
  const asked = $('#find').value.trim().toLowerCase();
  const found = measures.filter((of) => !asked || [t(of.title), t(of.summary), of.document, of.id].join(' ').toLowerCase().includes(asked));
  put($('#count'), `${found.length} / ${measures.length}`);
  put($('#list'), found.slice(0, 200).map((of) => el('li', {}, el('h2', {}, t(of.title)), el('p', {}, t(of.summary)),
    el('p', { class: 'src' }, el(of.text_at?.startsWith('http') ? 'a' : 'span', { class: 'cite', href: of.text_at?.startsWith('http') ? of.text_at : null, target: '_blank', rel: 'noreferrer' }, `${of.document} ${of.article}`),
      ` · ${of.valid_from} – ${of.valid_to ?? ""} · ${of.jurisdiction}`))));
}
$('#find').addEventListener('input', list);
list();
document.documentElement.dataset.ready = lang;
