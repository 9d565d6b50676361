// The page: what is typed becomes a case, a case is asked about, the answer is laid out.
import { $, $$, download, el, put } from './dom.js';
import { lang, speak, t, word } from './words.js';
import { core } from './core.js';
import { amount, enough, fieldOf, fresh, isBare, sell, sellByQuarter, set, vat } from './facts.js';
import { combo } from './combo.js';
import * as show from './answer.js';
import { asks } from './asks.js';
import { sideBySide } from './side.js';
import { chart } from './chart.js';
import { picture } from './picture.js';
import { fromFragment, kept, textOf, toFragment } from './keep.js';

const EXAMPLES = [
  { zh: ['面馆', '曲靖市麒麟区，一年卖 240 万元'], en: ['Noodle shop', 'Qilin, Qujing; sales of 2,400,000 yuan', 'Qilin'], trade: ['面馆', 'H6210'], place: ['530302', '曲靖市麒麟区'], sales: '240', costs: '150' },
  { zh: ['小超市', '昆明市五华区，一年卖 130 万元'], en: ['Corner shop', 'Wuhua, Kunming; sales of 1,300,000 yuan', 'Wuhua'], trade: ['超市', 'F5212'], place: ['530102', '昆明市五华区'], sales: '130', costs: '105' },
  { zh: ['理发店', '曲靖市宣威市，一年卖 40 万元'], en: ['Hairdresser', 'Xuanwei, Qujing; sales of 400,000 yuan', 'Xuanwei'], trade: ['理发', 'O8040'], place: ['530381', '曲靖市宣威市'], sales: '40', costs: '18' },
];
/** A view that neither downloads nor prints everywhere. */
const IN_WECHAT = /MicroMessenger/i.test(navigator.userAgent);
let about, now, cases = [], at = 0, glance = null, outlook = null, advice = null, shownFor = '', timers = {};
const current = () => cases[at];

// ---- asking

const question = (c, ask) => ({ profile: c.facts, ask });
const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);

/** Asks about the case and lays out what comes; what takes longer follows. */
async function update() {
  const c = current();
  // While a field is empty the last answer stays, and says so.
  if (!enough(c)) { if (glance) $('#stale').hidden = false; else { document.documentElement.dataset.state = 'new'; dock(); } return; }
  const asked = { to: c.to ?? undefined, earned: c.earned ?? undefined };
  const found = await core.glance(question(c, { glance: asked }));
  if (!found || c !== current()) return;
  if (found.error) return wrong(found.problems);
  right();
  const first = document.documentElement.dataset.state === 'new';
  document.documentElement.dataset.state = 'answer';
  glance = found;
  c.glance = found;
  render();
  if (first) dock();
  speakLater();
  const key = JSON.stringify([c.facts, c.to]);
  if (key === shownFor) return;
  const later = await core.outlook(question(c, { outlook: { to: found.to, from: today() } }));
  if (!later || later.error || c !== current()) return;
  shownFor = key;
  outlook = later;
  show.outlook(outlook);
  draw();
  const best = await core.advice(question(c, { advice: {} }));
  if (best && !best.error && c === current()) { advice = best; show.advice(advice); }
}

function render() {
  const c = current();
  show.verdict(glance);
  show.forms(glance, choose);
  show.bars(glance);
  show.lever(glance);
  Object.assign(show.shown, { glance, profile: c.facts });
  show.rows(glance, c.facts);
  show.reliefs(glance);
  show.rests(glance);
  echo();
  asks(glance, c, update);
  sideBySide(cases, at, go, drop);
  if (document.activeElement !== $('#earn')) $('#earn').value = glance.point.wan;
  draw();
}

function draw() {
  $('#chart-part').hidden = !outlook || !glance || outlook.curve.lines[0]?.points.length < 2;
  if ($('#chart-part').hidden) return;
  chart(outlook.curve, glance.point, (earned) => { current().earned = earned; update(); });
  put($('#points'), outlook.curve.table.map((text) => el('li', {}, t(text))));
}

function choose(form) {
  $('#lacks').hidden = !form.lacks;
  put($('#lacks'), form.lacks ? `${t(form.name)}：${t(form.lacks)}` : '');
  if (form.lacks) return;
  current().to = form.form;
  update();
}

/** The verdict is spoken once typing has ended. */
function speakLater() {
  clearTimeout(timers.live);
  $('#live').textContent = '';
  timers.live = setTimeout(() => { $('#live').textContent = $('#verdict').textContent; }, 900);
}

// ---- what is wrong

function right() {
  clearTimeout(timers.wrong);
  for (const field of $$('[data-bad]')) { field.removeAttribute('data-bad'); $('input', field)?.removeAttribute('aria-invalid'); }
  for (const text of $$('.error')) text.hidden = true;
  for (const input of $$('[aria-invalid]')) input.removeAttribute('aria-invalid');
  $('#stale').hidden = true;
}

/** Said beside the field, once the person pauses. The last good answer stays and says so. */
function wrong(problems) {
  clearTimeout(timers.wrong);
  timers.wrong = setTimeout(() => {
    right();
    for (const problem of problems) {
      const lacksRate = problem.code === 'one-of' && /^sales/.test(problem.path);
      const name = lacksRate ? 'rate' : fieldOf(problem.path);
      const place = (name && $(`#x-${name}`)) || $('#wrong');
      const input = name && ($(`#f-${name}`) ?? $(`#${name}`));
      put(place, lacksRate ? word('need_rate') : name && problem.code === 'wrong-value' && input?.inputMode === 'decimal' ? word('bad_amount') : t(problem.text), ...repair(name, input));
      place.hidden = false;
      input?.closest('.field')?.setAttribute('data-bad', '');
      input?.setAttribute('aria-invalid', 'true');
    }
    $('#stale').hidden = !glance;
  }, 600);
}

/** A figure without a unit that is too much in 万元 was meant in yuan. */
function repair(name, input) {
  if (!['sales', 'costs'].includes(name) || !input || !isBare(input.value)) return [];
  const meant = `${input.value.trim()} 元`;
  return [` ${word('did_you')} ${meant}？ `, el('button', { type: 'button', class: 'link', onclick: () => { input.value = meant; typed(name, meant); input.focus(); } }, `${word('as_yuan')} ${meant}`)];
}

// ---- the fields

/** What was typed into a field becomes a fact. */
function typed(name, text) {
  const c = current();
  c.typed[name] = text;
  c.earned = null;
  const f = c.facts, given = text.trim();
  if (name === 'sales') { quarters(false); if (given) sell(c, given); else delete f.sales; }
  if (/^q\d$/.test(name)) { c.typed.quarters = true; c.typed.sales = ''; $('#f-sales').value = ''; sellByQuarter(c); }
  if (name === 'costs') f.costs = given ? { other: amount(given, '万元') } : {};
  if (name === 'rate' || name === 'input') vat(c);
  if (name === 'bookkeeping') set(f, 'conversion.bookkeeping', given && amount(given, '元'));
  if (name === 'capital') set(f, 'conversion.paid_in_capital', given && amount(given, '万元'));
  if (name === 'wage') set(f, 'company.owner_wage', given && amount(given, '万元'));
  if (name === 'share') set(f, 'company.share_distributed', given && amount(given, '%'));
  update();
}

/** Shows the quarters, or forgets them. */
function quarters(open) {
  const c = current();
  $('#quarters').hidden = !open;
  $('#by-quarter').setAttribute('aria-expanded', String(open));
  if (open) return;
  delete c.typed.quarters;
  for (const name of ['q1', 'q2', 'q3', 'q4']) { delete c.typed[name]; $(`#f-${name}`).value = ''; }
}

function echo() {
  const { facts } = glance;
  put($('#e-trade'), t(facts.trade));
  put($('#e-sales'), t(facts.sales.echo));
  put($('#e-costs'), t(facts.costs.echo));
  put($('#e-place'), t(facts.place));
  // A partnership tells the shares of its partners, which only a file does.
  fill($('#f-form'), Object.entries(word('forms')).filter(([form]) => form !== 'partnership' || facts.form === form), facts.form);
  fill($('#f-locality'), facts.localities.map((of) => [of.id, t(of.name)]), facts.locality);
}

function fill(select, options, value) {
  const key = JSON.stringify([options, lang]);
  if (select.dataset.key !== key) { put(select, options.map(([id, name]) => el('option', { value: id }, name))); select.dataset.key = key; }
  if (document.activeElement !== select) select.value = value;
}

/** Shows a case in the fields. */
function fields() {
  const { typed: said, facts } = current();
  for (const name of ['trade', 'sales', 'q1', 'q2', 'q3', 'q4', 'costs', 'place', 'rate', 'input', 'bookkeeping', 'capital']) $(`#f-${name}`).value = said[name] ?? '';
  $('#quarters').hidden = !said.quarters;
  $('#by-quarter').setAttribute('aria-expanded', String(Boolean(said.quarters)));
  $('#wage').value = said.wage ?? '';
  fill($('#f-year'), years(), String(facts.year));
  $('#f-year').value = String(facts.year);
  const status = facts.vat?.status ?? '';
  for (const radio of $$('[name=vat]')) radio.checked = radio.value === status;
  $('#w-general').hidden = status !== 'general';
}

const years = () => {
  const all = [];
  for (let year = about.years[1]; year >= about.years[0]; year -= 1) all.push([String(year), lang === 'en' ? String(year) : `${year} 年`]);
  return all;
};

// ---- cases side by side

function go(i) { at = i; shownFor = ''; fields(); update(); }
function drop(i) { cases.splice(i, 1); go(Math.min(at, cases.length - 1)); $('#add').focus(); }

// ---- keeping

function panel(...content) {
  const box = $('#panel');
  put(box, content, el('div', { class: 'row' }, el('button', { type: 'button', class: 'act', onclick: () => { box.hidden = true; } }, word('close'))));
  box.hidden = false;
  box.querySelector('input, button')?.focus();
}

const bare = ({ facts, typed: said, to }) => ({ facts, typed: said, to });

async function share() {
  const hash = await toFragment(bare(current()));
  history.replaceState(null, '', hash);
  const link = el('input', { value: location.href, readonly: true, 'aria-label': word('copy') });
  const said = el('span', { role: 'status' });
  const copy = el('button', { type: 'button', class: 'act', onclick: async () => { link.select(); try { await navigator.clipboard.writeText(link.value); } catch { document.execCommand('copy'); } said.textContent = word('copied'); } }, word('copy'));
  const seen = picture({
    glance, pays: outlook?.pays ?? [], heads: ['now', 'then'].map((name) => $(`#table [data-t=${name}]`).textContent),
    about: `${$('[data-t=disclaimer]').textContent} ${$('#about').textContent}`, address: location.origin.startsWith('https') ? location.origin + location.pathname : '',
  });
  panel(el('p', { class: 'hint' }, word('link')), el('div', { class: 'row' }, el('div', { class: 'box' }, link), copy, said),
    el('p', { class: 'hint' }, word('picture')), el('img', { class: 'seen', src: seen, alt: $('#verdict').textContent }),
    el('div', { class: 'row' }, el('a', { class: 'act', href: seen, download: 'huiqi.png' }, word('png'))));
  link.select();
  if (navigator.share && matchMedia('(pointer: coarse)').matches) navigator.share({ title: document.title, text: $('#verdict').textContent, url: location.href }).catch(() => {});
}

async function save() {
  const name = el('input', { value: current().typed.trade ?? '', 'aria-label': word('name'), maxlength: 40 });
  const list = el('ul', { class: 'saved' }), said = el('span', { role: 'status' });
  const fillList = async () => put(list, await saved(fillList));
  const keep = async () => {
    try { await kept.add(name.value.trim() || name.placeholder, bare(current())); put(said, word('is_kept')); } catch { put(said, word('not_kept')); }
    await fillList();
  };
  await fillList();
  name.placeholder = word('case');
  panel(IN_WECHAT ? el('p', { class: 'hint' }, word('wechat')) : null,
    el('div', { class: 'row' }, el('div', { class: 'box' }, name), el('button', { type: 'button', class: 'act', onclick: keep }, word('keep')), said), list,
    el('div', { class: 'row' },
      el('button', { type: 'button', class: 'act', onclick: () => download('huiqi.toml', 'application/toml', glance.facts.toml) }, word('toml')),
      el('button', { type: 'button', class: 'act', onclick: () => download('huiqi.json', 'application/json', JSON.stringify(current().facts, null, 2)) }, word('json'))));
}

const saved = async (changed) => (await kept.all()).map(({ id, name, at, value }) => el('li', {},
  el('button', { type: 'button', class: 'link', onclick: () => take({ ...value, earned: null }) }, name, el('small', {}, at.toLocaleString(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' }))),
  el('button', { type: 'button', class: 'link', 'aria-label': `${word('del')}：${name}`, onclick: async () => { await kept.remove(id); await changed(); } }, word('del'))));

/** Looks at another case in the place of this one. */
function take(c) {
  cases[at] = { ...fresh(now, String(about.place)), ...c };
  for (const part of ['vat', 'costs', 'conversion', 'company', 'owner']) cases[at].facts[part] ??= {};
  $('#panel').hidden = true;
  shownFor = '';
  fields();
  scrollTo(0, 0);
  update();
}

async function open(file) {
  if (/\.(csv|xlsx)$/i.test(file.name)) {
    $('#wrong').hidden = false;
    return put($('#wrong'), word('register'), ' ', el('a', { href: 'register.html' }, word('take')));
  }
  const read = await core.profile(await textOf(file));
  if (read.error) { $('#wrong').hidden = false; put($('#wrong'), word('bad_file'), read.problems.map((problem) => t(problem.text)).join(' ')); return; }
  take({ facts: read, typed: { trade: read.name }, to: null });
}

function example(of) {
  const c = fresh(now, of.place[0]);
  c.facts.industry = of.trade[1];
  c.facts.name = lang === 'en' ? of.en[0] : of.trade[0];
  c.typed = { trade: c.facts.name, place: lang === 'en' ? of.en[2] : of.place[1], sales: of.sales, costs: of.costs };
  c.facts.costs = { other: amount(of.costs, '万元') };
  sell(c, of.sales);
  take(c);
  fold(true);
}

function fold(shut) {
  $('#facts').dataset.open = shut ? 'no' : 'yes';
  $('#edit').setAttribute('aria-expanded', String(!shut));
  dock();
}

/** The answer stays in sight while facts are typed. */
function dock() {
  $('#dock').hidden = $('#facts').dataset.open === 'no' || document.documentElement.dataset.state === 'new';
}

// ---- wiring

function wire() {
  $('#facts').addEventListener('submit', (event) => event.preventDefault());
  for (const name of ['sales', 'q1', 'q2', 'q3', 'q4', 'costs', 'rate', 'input', 'bookkeeping', 'capital']) $(`#f-${name}`).addEventListener('input', (event) => typed(name, event.target.value));
  $('#by-quarter').addEventListener('click', () => { const open = $('#quarters').hidden; quarters(open); if (open) $('#f-q1').focus(); else { delete current().facts.sales; update(); } });
  $('#wage').addEventListener('input', (event) => typed('wage', event.target.value));
  $('#pct').addEventListener('input', (event) => typed('share', event.target.value));
  $('#pct-slide').addEventListener('input', (event) => typed('share', event.target.value));
  $('#earn').addEventListener('input', (event) => { current().earned = event.target.value.trim() ? amount(event.target.value, '万元') : null; update(); });
  $('#undo').addEventListener('click', () => { current().earned = null; $('#earn').focus({ preventScroll: true }); $('#earn').blur(); update(); });
  $('#f-year').addEventListener('change', (event) => { current().facts.year = Number(event.target.value); update(); });
  $('#f-form').addEventListener('change', (event) => { Object.assign(current(), { to: null }).facts.form = event.target.value; update(); });
  $('#f-locality').addEventListener('change', (event) => { current().facts.locality = event.target.value; update(); });
  for (const radio of $$('[name=vat]')) radio.addEventListener('change', () => { set(current().facts, 'vat.status', radio.value); $('#w-general').hidden = radio.value !== 'general'; vat(current()); update(); });
  combo($('#f-trade'), $('#l-trade'), {
    find: async (text) => (await core.trades(text))?.trades ?? null,
    label: (trade) => [t(trade.name), el('small', {}, trade.code)],
    taken: (trade, chosen, text) => {
      const c = current();
      if (chosen) { $('#f-trade').value = text = c.typed.trade?.trim() || t(trade.name); $('#f-sales').value || $('#f-sales').focus(); }
      c.typed.trade = text ?? '';
      set(c.facts, 'industry', trade?.code);
      set(c.facts, 'name', c.typed.trade);
      if (trade && document.documentElement.dataset.state === 'new') put($('#e-trade'), `${t(trade.name)} ${trade.code}`);
      update();
    },
  });
  combo($('#f-place'), $('#l-place'), {
    find: async (text) => (await core.places(text))?.places ?? null,
    label: (place) => [t(place.name), el('small', {}, place.within.map(t).join(' '))],
    taken: (place, chosen, text) => {
      const c = current();
      if (chosen) $('#f-place').value = text = t(place.name);
      c.typed.place = text ?? '';
      if (place) c.facts.place = place.code;
      update();
    },
  });
  $('#edit').addEventListener('click', () => fold($('#facts').dataset.open === 'yes'));
  $('#dock-go').addEventListener('click', (event) => { event.preventDefault(); fold(true); $('#answer').focus({ preventScroll: true }); $('#answer').scrollIntoView(); });
  $('#share').addEventListener('click', share);
  $('#save').addEventListener('click', save);
  $('#print').addEventListener('click', async () => { await show.openAll(true); print(); });
  $('#add').addEventListener('click', () => { cases.push(structuredClone({ ...bare(current()), earned: null, glance })); go(cases.length - 1); });
  for (const button of ['#open', '#open-new']) $(button).addEventListener('click', () => $('#file').click());
  $('#file').addEventListener('change', (event) => { const [file] = event.target.files; if (file) open(file); event.target.value = ''; });
  addEventListener('dragover', (event) => event.preventDefault());
  addEventListener('drop', (event) => { event.preventDefault(); const [file] = event.dataTransfer?.files ?? []; if (file) open(file); });
  $('#ics').addEventListener('click', async () => download('huiqi.ics', 'text/calendar', await core.days(question(current(), { outlook: {} }), lang)));
  addEventListener('resize', () => { clearTimeout(timers.size); timers.size = setTimeout(() => { if (glance) { show.bars(glance); draw(); } }, 100); });
  addEventListener('hashchange', fromLink);
  $('#home').addEventListener('click', (event) => { event.preventDefault(); history.replaceState(null, '', location.pathname); cases = [fresh(now, String(about.place))]; at = 0; glance = outlook = null; shownFor = ''; fields(); right(); fold(false); update(); });
}

function look() {
  const prefers = (key, usual) => { try { return localStorage.getItem(key) ?? usual; } catch { return usual; } };
  const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* nothing is kept */ } };
  const root = document.documentElement;
  const dark = (on) => { root.dataset.theme = on ? 'dark' : 'light'; $('#theme').setAttribute('aria-pressed', String(on)); };
  const large = (on) => { root.dataset.size = on ? 'large' : ''; $('#size').setAttribute('aria-pressed', String(on)); if (glance) { show.bars(glance); draw(); } };
  const system = matchMedia('(prefers-color-scheme: dark)');
  dark(prefers('huiqi-theme', system.matches ? 'dark' : 'light') === 'dark');
  system.addEventListener('change', () => { if (!prefers('huiqi-theme', '')) dark(system.matches); });
  large(prefers('huiqi-size', '') === 'large');
  $('#theme').addEventListener('click', () => { const on = root.dataset.theme !== 'dark'; dark(on); remember('huiqi-theme', on ? 'dark' : 'light'); });
  $('#size').addEventListener('click', () => { const on = root.dataset.size !== 'large'; large(on); remember('huiqi-size', on ? 'large' : ''); });
  $('#lang').addEventListener('click', () => { speak(lang === 'en' ? 'zh' : 'en'); remember('huiqi-lang', lang); dress(); });
  speak(new URLSearchParams(location.search).get('lang') ?? prefers('huiqi-lang', 'zh'));
}

/** Everything that is said anew in another language. */
function dress() {
  document.title = lang === 'en' ? 'Converting a business: more tax or less? · huiqi' : '个体户转企业，税费变多还是变少 · 惠企';
  put($('#tryit'), EXAMPLES.map((of) => el('button', { type: 'button', onclick: () => example(of) }, of[lang][0], el('small', {}, of[lang][1]))));
  listKept();
  if (!about) return;
  put($('#about'), `${lang === 'en' ? 'huiqi' : '惠企'} ${about.version} · ${word('data')} ${about.checked_on} (${about.pack.slice(0, 12)}) · ${about.years.join('–')}`);
  fill($('#f-year'), years(), $('#f-year').value);
  if (glance && document.documentElement.dataset.state === 'answer') { render(); if (outlook) show.outlook(outlook); if (advice) show.advice(advice); }
}

async function listKept() {
  const list = await saved(listKept);
  put($('#saved-new'), list.length ? [el('h2', { class: 'try-h' }, word('saved')), el('ul', { class: 'saved' }, list)] : []);
}

async function fromLink() {
  try {
    const c = await fromFragment(location.hash);
    if (c) { take(c); fold(true); }
  } catch {
    $('#wrong').hidden = false;
    put($('#wrong'), word('broken'));
  }
}

async function announce() {
  const isLaw = (await caches.keys()).some((name) => !name.includes(about.pack.slice(0, 12)));
  put($('#newer-what'), word(isLaw ? 'newer_law' : 'newer'));
  $('#newer').hidden = false;
}

/** Runs without a network. A newer version is announced and waits: it is used where, and when, the person says so. */
function offline() {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  workers.register('sw.js').then((registration) => {
    const newer = () => { if (registration.waiting && workers.controller) announce(); };
    newer();
    registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', newer));
    document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') registration.update().catch(() => {}); });
    $('#reload').addEventListener('click', async () => {
      // What was typed goes along.
      if (enough(current())) history.replaceState(null, '', await toFragment(bare(current())));
      workers.addEventListener('controllerchange', () => location.reload(), { once: true });
      if (!registration.waiting) return location.reload();
      registration.waiting.postMessage('take over');
      // A browser may let the one before finish for minutes. Where the server answers, the page comes from there, and is kept anew.
      setTimeout(async () => {
        if (await fetch('sw.js', { cache: 'no-store' }).then((got) => got.ok, () => false) && await registration.unregister()) location.reload();
      }, 3_000);
    });
  }).catch(() => {});
}

async function start() {
  look();
  dress();
  try { about = await core.about(); } catch { $('#wrong').hidden = false; put($('#wrong'), word('old')); return; }
  now = Math.min(Math.max(new Date().getFullYear(), about.years[0]), about.years[1]);
  cases = [fresh(now, String(about.place))];
  // Fields that were filled while the library was loading.
  const early = ['trade', 'sales', 'costs', 'place'].map((name) => [name, $(`#f-${name}`).value]);
  fields();
  const place = (await core.places(String(about.place))).places[0];
  current().typed.place = place ? t(place.name) : '';
  $('#f-place').value = current().typed.place;
  wire();
  dress();
  for (const [name, text] of early) if (text) { $(`#f-${name}`).value = text; $(`#f-${name}`).dispatchEvent(new Event('input')); }
  document.documentElement.dataset.ready = '';
  await fromLink();
  offline();
}
start();
