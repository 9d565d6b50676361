// The page in a real browser: journeys, layout, access, offline, and every figure beside the library's JSON.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '../../doors/serve.mjs';
import { load } from '../../doors/wasm/index.js';

const require = createRequire(new URL('../../doors/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const dist = fileURLToPath(new URL('../dist', import.meta.url));
const huiqi = await load(readFileSync(`${dist}/huiqi.wasm`));
const ask = (profile, what) => JSON.parse(huiqi.ask({ profile, ask: what }));

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => { try { readFileSync(path); return true; } catch { return false; } });
const browser = await chromium.launch({
  executablePath, headless: true,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const { address, close } = await serve(dist);
const only = process.argv[2];
/** A module that was built in a hurry is large, and a browser takes its time with it. */
const SLOWLY = { timeout: process.env.QUICK ? 300_000 : 60_000 };
const tests = [];
const test = (name, run, prints) => tests.push([name, run, prints]);

/** A page of this width; what its console complains of is kept. */
async function open(width = 1280, { colorScheme = 'light', path = '', height = 900, bypass = true, serviceWorkers = 'block' } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, serviceWorkers, bypassCSP: !bypass ? true : false, acceptDownloads: true });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type()) && !/registration blocked by Playwright/.test(message.text())) complaints.push(message.text()); });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => { if (!/^(blob|data):/.test(request.url()) && !request.url().startsWith(address)) complaints.push(`asked ${request.url()}`); });
  await page.goto(address + path);
  await page.waitForSelector('html[data-ready]', { timeout: 60_000 });
  return { page, context, complaints };
}
const settled = async (page) => { await page.waitForFunction(() => document.documentElement.dataset.state === 'answer' && document.querySelector('#chart svg'), null, { timeout: 60_000 }); await page.waitForTimeout(150); };
const example = async (page) => { await page.locator('#tryit button').first().click(); await settled(page); };
const noOverflow = async (page, what) => {
  const wide = await page.evaluate(() => ({ page: document.documentElement.scrollWidth, window: innerWidth, at: [...document.querySelectorAll('body *')].filter((node) => !node.closest('.scroll, .list-box, .vh, .skip, svg') && node.getBoundingClientRect().right > innerWidth + 1).slice(0, 3).map((node) => node.outerHTML.slice(0, 90)) }));
  assert.ok(wide.page <= wide.window, `${what}: ${wide.page} of ${wide.window} ${wide.at}`);
};
const hears = async (page, what) => {
  const found = await page.evaluate(async (source) => {
    if (!window.axe) (0, eval)(source);
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    return violations.map((of) => `${of.id}: ${of.nodes.map((node) => node.target.join(' ') + ' ' + (node.any[0]?.message ?? '')).slice(0, 3).join(' | ')}`);
  }, axe);
  assert.deepEqual(found, [], what);
};
const noodles = (page) => page.evaluate(() => document.querySelector('#verdict').textContent);

for (const width of [320, 360, 768, 1280]) for (const colorScheme of ['light', 'dark']) {
  test(`no overflow and axe at ${width}, ${colorScheme}`, async () => {
    const { page, context } = await open(width, { colorScheme, bypass: false });
    await noOverflow(page, 'new');
    await hears(page, 'new');
    await example(page);
    await page.locator('.whybtn').first().click();
    await page.waitForSelector('.why ol li');
    await noOverflow(page, 'answer');
    await hears(page, 'answer');
    await page.locator('#size').click();
    await noOverflow(page, 'large');
    await page.locator('#lang').click();
    await noOverflow(page, 'large, English');
    await hears(page, 'large, English');
    await context.close();
  });
}

test('a phone gets its verdict in eight touches', async () => {
  const { page, context, complaints } = await open(360, { height: 740 });
  let touches = 0;
  const touch = async (selector) => { touches += 1; await page.locator(selector).first().click(); };
  await touch('#f-trade'); await page.keyboard.type('面馆');
  await page.waitForSelector('#l-trade li'); await touch('#l-trade li');
  await touch('#f-sales'); await page.keyboard.type('240');
  await touch('#f-costs'); await page.keyboard.type('150');
  await page.waitForSelector('html[data-state=answer]');
  await touch('#dock-go');
  assert.match(await noodles(page), /^转成.*您.*[多少]得/);
  assert.ok(touches <= 8, `${touches}`);
  const top = await page.evaluate(() => document.querySelector('#verdict').getBoundingClientRect().top);
  assert.ok(top >= 0 && top < 740, `the verdict is in sight: ${top}`);
  assert.deepEqual(complaints, []);
  await context.close();
});

test('keys alone reach everything', async () => {
  const { page, context } = await open(1280);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  await page.locator('#f-trade').focus();
  await page.keyboard.type('修车');
  await page.waitForSelector('#l-trade li');
  await page.keyboard.press('ArrowDown'); await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'f-sales');
  await page.keyboard.type('80');
  await page.keyboard.press('Tab'); await page.keyboard.press('Tab'); // past “by quarter”
  await page.keyboard.type('50');
  await settled(page);
  const before = await page.inputValue('#earn');
  await page.locator('.knob').focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction((before) => document.querySelector('#earn').value !== before, before);
  assert.equal(await page.evaluate(() => document.activeElement.classList.contains('knob')), true);
  const [keys, gained] = [await page.inputValue('#earn'), await noodles(page)];
  // The same by typing, and by dragging, is the same result.
  await page.locator('#undo').click();
  await page.waitForFunction((before) => document.querySelector('#earn').value === before, before);
  await page.locator('#earn').fill(keys);
  await page.waitForFunction((text) => document.querySelector('#verdict').textContent === text, gained);
  await context.close();
});

test('a point that is dragged is a trial', async () => {
  const { page, context } = await open(1280);
  await example(page);
  await page.locator('#chart').scrollIntoViewIfNeeded();
  const dot = await page.locator('.knob .dot').boundingBox();
  await page.mouse.move(dot.x + 9, dot.y + 9); await page.mouse.down(); await page.mouse.move(dot.x + 80, dot.y, { steps: 8 }); await page.mouse.up();
  await page.waitForSelector('#trying:not([hidden])');
  await page.waitForTimeout(300);
  const [wan, said] = [await page.inputValue('#earn'), await noodles(page)];
  const facts = { ...NOODLES, };
  const found = ask(facts, { glance: { earned: `${wan}万元` } });
  assert.equal(said, found.verdict.text.zh.replaceAll('*', ''));
  assert.equal(await page.inputValue('#f-costs'), '150', 'the facts stay');
  await context.close();
});

const NOODLES = {
  year: 0, place: '530302', form: 'individual-business', vat: {}, costs: { other: '150万元' }, conversion: {}, company: {}, owner: {}, industry: 'H6210', name: '面馆',
  sales: [{ period: 'year', amount: '240万元' }],
};
NOODLES.year = Math.min(new Date().getFullYear(), JSON.parse(huiqi.about()).years[1]);

test('every figure is that of the library', async () => {
  const { page, context } = await open(1280);
  await example(page);
  const found = ask(NOODLES, { glance: {} });
  const plain = (text) => text.zh.replaceAll('*', '');
  assert.equal(await noodles(page), plain(found.verdict.text));
  const rows = await page.$$eval('#rows tr:not(.why-row)', (rows) => rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent)));
  const expected = [...found.rows.lines, found.rows.total, ...found.rows.beside, found.rows.left].map((row) => [row.now, row.then, row.change.zh]);
  assert.deepEqual(rows, expected);
  // The same amounts as the comparison of the command.
  const compared = ask({ ...NOODLES, locality: 'city', vat: { status: 'small-scale', filing: 'quarter' }, owner: { comprehensive_income: 0 }, sales: [{ period: 'year', kind: 'services', amount: '240万元' }],
    scale: { restricted_industry: false, class: 'micro', ...Object.fromEntries([1, 2, 3, 4].map((q) => [`Q${q}`, { staff: [0, 0], assets: [0, 0] }])) } }, { compare: { to: [found.to] } });
  const grouped = (amount) => amount.replace(/\B(?=(\d{3})+\.)/g, ',');
  assert.deepEqual([found.rows.total.now, found.rows.total.then, found.rows.left.now, found.rows.left.then], [compared.before.total, compared.after.total, compared.before.net_to_owner, compared.after.net_to_owner].map(grouped));
  await page.locator('.whybtn').first().click();
  await page.waitForSelector('.why ol li');
  const [line] = found.rows.lines;
  const why = ask(NOODLES, { why: { line: line.id } });
  const results = await page.$$eval('.why > div:first-child ol .f b', (all) => all.map((one) => one.textContent));
  assert.deepEqual(results, why.steps.map((step) => step.result));
  await context.close();
});

test('an amount is typed as people write it', async () => {
  const { page, context } = await open(1280);
  await example(page);
  const said = await noodles(page);
  for (const text of ['240万', '2,400,000元', '２４０', '2400000元', '240.00', '￥2,400,000元', ' 240 ']) {
    await page.locator('#f-sales').fill('');
    await page.waitForTimeout(50);
    await page.locator('#f-sales').pressSequentially(text);
    await page.waitForFunction((text) => document.querySelector('#verdict').textContent === text && document.documentElement.dataset.state === 'answer', said, { timeout: 10_000 }).catch(async () => assert.equal(await noodles(page), said, text));
    assert.equal(await page.inputValue('#f-sales'), text, 'what is typed is not changed');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'f-sales', 'the focus stays');
  }
  await page.locator('#f-sales').fill('2,400,000');
  await page.waitForSelector('#x-sales:not([hidden]) button');
  assert.equal(await page.isVisible('#stale'), true);
  await page.locator('#x-sales button').click();
  await page.waitForFunction((text) => document.querySelector('#verdict').textContent === text, said);
  await page.waitForSelector('#x-sales', { state: 'hidden' });
  await context.close();
});

test('a link holds the case; what an app adds is left out; a broken one is said', async () => {
  const { page, context, complaints } = await open(1280);
  await example(page);
  const said = await noodles(page);
  await page.locator('#share').click();
  const link = await page.inputValue('#panel input');
  assert.ok(link.length < 800, `${link.length}`);
  for (const added of ['', '&shareTo=1', '?nsukey=abc%20d', '#x', '。']) {
    const { page: other, context: its } = await open(360, { path: link.slice(address.length) + added });
    await settled(other);
    assert.equal(await noodles(other), said);
    await its.close();
  }
  let seed = 7;
  const draw = (count) => { seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648; return seed % count; };
  const hash = new URL(link).hash;
  for (let i = 0; i < 60; i += 1) {
    const letters = [...hash];
    for (let n = 0; n <= draw(3); n += 1) letters[3 + draw(letters.length - 3)] = 'abcXYZ019-_'[draw(11)];
    const changed = i % 3 ? letters.join('') : hash.slice(0, 3 + draw(hash.length));
    await page.evaluate((hash) => { location.hash = hash; }, changed);
    await page.waitForTimeout(30);
  }
  assert.deepEqual(complaints.filter((text) => !/Failed to fetch/.test(text)), []);
  await context.close();
});

test('a file goes out and comes in; a case is kept and deleted', async () => {
  const { page, context, complaints } = await open(1280);
  await example(page);
  const said = await noodles(page);
  await page.locator('#save').click();
  const files = {};
  for (const name of ['TOML', 'JSON']) {
    const [file] = await Promise.all([page.waitForEvent('download'), page.locator('#panel button', { hasText: name }).click()]);
    files[name] = await file.path();
  }
  // Kept under a name, twice: nothing is written over.
  for (const name of ['面馆', '面馆']) { await page.locator('#panel input').fill(name); await page.locator('#panel button').first().click(); }
  await page.waitForFunction(() => document.querySelectorAll('.saved li').length === 2);
  await page.reload();
  await page.waitForSelector('#saved-new li:nth-child(2)');
  await page.locator('.saved li').first().locator('.link').nth(1).click();
  await page.waitForFunction(() => document.querySelectorAll('#saved-new li').length === 1);
  await page.locator('.saved .link').first().click();
  await settled(page);
  assert.equal(await noodles(page), said);
  for (const [name, path] of Object.entries(files)) {
    await page.locator('#home').click();
    await page.setInputFiles('#file', { name: `shop.${name.toLowerCase()}`, mimeType: 'text/plain', buffer: readFileSync(path) });
    await settled(page);
    assert.equal(await noodles(page), said, name);
  }
  const [ics] = await Promise.all([page.waitForEvent('download'), page.locator('#ics').click()]);
  assert.match(readFileSync(await ics.path(), 'utf8'), /^BEGIN:VCALENDAR/);
  assert.deepEqual(complaints, []);
  await context.close();
});

test('several cases stand side by side, first what differs in them', async () => {
  const { page, context } = await open(1280, { bypass: false });
  await example(page);
  await page.locator('#add').click();
  await page.locator('#f-costs').fill('100');
  await page.locator('#wage').fill('12');
  await page.waitForFunction(() => document.querySelectorAll('#side thead th').length === 2 && document.querySelectorAll('#side .fact').length === 2);
  const rows = await page.$$eval('#side tbody tr', (rows) => rows.map((row) => [row.className, ...[...row.children].map((cell) => cell.textContent)]));
  const { facts } = ask(NOODLES, { glance: {} }), other = ask({ ...NOODLES, costs: { other: '100万元' }, company: { owner_wage: '12万元' } }, { glance: {} });
  assert.deepEqual(rows[0], ['fact', '一年花多少钱', facts.costs.echo.zh, other.facts.costs.echo.zh]);
  assert.deepEqual(rows[1], ['fact', '每年给自己发工资', '没填', '12万元']);
  assert.equal(rows.at(-1).at(-1), other.rows.left.then);
  assert.match(await page.textContent('#alike'), /做什么生意、一年卖多少钱、在哪里/);
  for (const count of [3, 4]) { await page.locator('#add').click(); await page.waitForFunction((count) => document.querySelectorAll('#side thead th').length === count, count); }
  assert.equal(await page.isVisible('#add'), false, 'four at most');
  await page.waitForTimeout(300);
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await noOverflow(page, 'cases');
    await hears(page, 'cases');
  }
  await context.close();
});

for (const [width, colorScheme] of [[360, 'light'], [1280, 'dark']]) {
  test(`sharing shows a picture of the answer at ${width}, ${colorScheme}`, async () => {
    const { page, context, complaints } = await open(width, { colorScheme });
    await example(page);
    await page.locator('#share').click();
    await page.waitForSelector('#panel img');
    assert.equal(await page.getAttribute('#panel img', 'alt'), await noodles(page));
    const seen = await page.evaluate(async () => {
      const image = document.querySelector('#panel img');
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width: image.naturalWidth, height: image.naturalHeight });
      const pen = canvas.getContext('2d');
      pen.drawImage(image, 0, 0);
      const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
      const colours = new Map();
      for (let i = 0; i < data.length; i += 4) { const of = `#${[data[i], data[i + 1], data[i + 2]].map((part) => part.toString(16).padStart(2, '0')).join('')}`; colours.set(of, (colours.get(of) ?? 0) + 1); }
      const style = getComputedStyle(document.documentElement);
      return { width: canvas.width, height: canvas.height, of: Object.fromEntries(['ink', 'keep-fill', 'pay-1', 'pay'].map((name) => [name, colours.get(style.getPropertyValue(`--${name}`).trim()) ?? 0])), scroll: document.documentElement.scrollWidth };
    });
    assert.equal(seen.width, 1125);
    assert.ok(seen.height > 1_200 && seen.height < 3_600, `${seen.height}`);
    for (const [name, count] of Object.entries(seen.of)) assert.ok(count > 500, `${name}: ${count}`);
    const [file] = await Promise.all([page.waitForEvent('download'), page.locator('#panel a').click()]);
    assert.deepEqual([...readFileSync(await file.path()).subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
    assert.deepEqual(complaints, []);
    await noOverflow(page, 'picture');
    await context.close();
  });
}

test('a newer version is announced, and comes only when it is asked for', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'huiqi-dist-'));
  cpSync(dist, folder, { recursive: true });
  const own = await serve(folder);
  const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
  const page = await context.newPage();
  const ready = () => page.waitForSelector('html[data-ready]', SLOWLY);
  await page.goto(own.address);
  await ready();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await ready();
  assert.equal(await page.isVisible('#newer'), false);
  // Another pack is put on the server: another name of the cache, another page.
  const change = (name, from, to) => { const text = readFileSync(join(folder, name), 'utf8'); assert.ok(text.includes(from), name); writeFileSync(join(folder, name), text.replace(from, to)); };
  change('sw.js', /huiqi-[0-9a-f]{12}/.exec(readFileSync(join(folder, 'sw.js'), 'utf8'))[0], 'huiqi-000000000000');
  change('index.html', '<b>惠企</b>', '<b>新的</b>');
  await page.reload();
  await ready();
  await example(page);
  const said = await noodles(page);
  await page.waitForSelector('#newer:not([hidden])', SLOWLY);
  assert.match(await page.textContent('#newer'), /政策数据有更新/);
  assert.equal(await page.textContent('.brand b'), '惠企', 'it is not swapped');
  await page.locator('#reload').click();
  await page.waitForSelector('.brand b:text-is("新的")', SLOWLY);
  await ready();
  await settled(page);
  assert.equal(await noodles(page), said, 'what was typed goes along');
  assert.equal(await page.isVisible('#newer'), false);
  await context.close();
  own.close();
  rmSync(folder, { recursive: true });
});

test('without JavaScript there is a finished example, and an old browser is told', async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 800 }, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(address);
  const text = await page.locator('noscript').innerText();
  assert.match(text, /转成.*您.*得/);
  assert.match(text, /税费合计/);
  await context.close();
  const old = await browser.newContext({ viewport: { width: 360, height: 800 } });
  const other = await old.newPage();
  await other.route('**/app.js', (route) => route.fulfill({ contentType: 'text/javascript', body: 'let a = ;' }));
  await other.goto(address);
  await other.waitForSelector('#wrong:not([hidden])');
  assert.match(await other.textContent('#wrong'), /浏览器太旧/);
  await old.close();
});

test('what is touched is large enough, and paper holds it all', async () => {
  const { page, context } = await open(360);
  await example(page);
  await page.locator('#edit').click();
  const small = await page.evaluate(() => [...document.querySelectorAll('a, button, input, select, summary')].filter((node) => node.offsetParent && !node.closest('.vh, .skip, [hidden]'))
    .map((node) => { const seen = (node.closest('.box, .seg label, .slide') ?? node).getBoundingClientRect(); return [node, node.matches('.link, .whybtn, .cite, .foot a') ? 24 : 44, seen.height]; })
    .filter(([node, least, height]) => height < least - 0.5 && !(node.matches('.cite') && height >= 20)).map(([node, least, height]) => `${node.outerHTML.slice(0, 80)} ${height} < ${least}`));
  assert.deepEqual(small, []);
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => { window.print = () => {}; });
  await page.locator('#print').evaluate((button) => button.click());
  await page.waitForSelector('.why ol li');
  const shown = await page.evaluate(() => ({ brief: document.querySelector('#brief').offsetHeight, form: document.querySelector('#fields').offsetHeight, why: document.querySelectorAll('.why-row:not([hidden])').length, rows: document.querySelectorAll('#rows .line').length, foot: document.querySelector('#about').textContent }));
  assert.ok(shown.brief > 0 && shown.form === 0, JSON.stringify(shown));
  assert.equal(shown.why, shown.rows, 'all steps are open');
  assert.match(shown.foot, /[0-9a-f]{12}/);
  await context.close();
});

test('it runs without a network', async () => {
  const { page, context } = await open(360, { serviceWorkers: 'allow' });
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForTimeout(500);
  await context.setOffline(true);
  await page.reload();
  await page.waitForSelector('html[data-ready]', { timeout: 60_000 });
  await example(page);
  assert.match(await noodles(page), /转成/);
  await context.close();
});

test('the law page lists the measures', async () => {
  const { page, context, complaints } = await open(360, { path: 'law.html' });
  await page.locator('#find').fill('小规模');
  assert.ok(await page.locator('#list li').count() > 3);
  await noOverflow(page, 'law');
  assert.deepEqual(complaints, []);
  await context.close();
});

// ---- several businesses at once

const asRegister = await load(readFileSync(`${dist}/huiqi-register.wasm`)).then((of) => of.register);
/** What the library itself makes of a register. */
function expected(bytes) {
  JSON.parse(asRegister.open(bytes, 'zh'));
  while (asRegister.next()) { /* on */ }
  return { found: JSON.parse(asRegister.found()), results: Buffer.from(asRegister.results()).toString(), errors: Buffer.from(asRegister.errors()).toString() };
}
/** A register of so many rows: those of the template, again and again, some of them broken. */
function many(rows) {
  const [head, ...two] = asRegister.template('zh').trim().split('\r\n');
  const row = (i) => (i % 50 === 7 ? `${two[i % 2]},多一格` : i % 50 === 9 ? two[i % 2].replace('2024', '1999') : two[i % 2]);
  return Buffer.from([head, ...Array.from({ length: rows }, (_, i) => row(i))].join('\r\n') + '\r\n');
}
const hand = (page, name, buffer) => page.setInputFiles('#file', { name, mimeType: 'application/octet-stream', buffer });

for (const [width, colorScheme] of [[360, 'light'], [1280, 'dark']]) {
  test(`a register becomes a table, a summary and files at ${width}, ${colorScheme}`, async () => {
    const { page, context, complaints } = await open(width, { colorScheme, path: 'register.html', bypass: false });
    await noOverflow(page, 'register');
    await hears(page, 'register');
    const file = many(60), wanted = expected(file);
    await hand(page, 'register.csv', file);
    await page.waitForSelector('#found:not([hidden])', SLOWLY);
    assert.equal(await page.textContent('#counted'), wanted.found.summary.counted);
    const cells = (selector) => page.$$eval(`${selector} tbody tr`, (rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
    assert.deepEqual(await cells('#rows'), wanted.found.rows);
    const errors = await cells('#errors');
    assert.deepEqual(errors.map(([line]) => line), wanted.found.errors.map((error) => String(error.line)));
    assert.ok(errors.length > 1 && errors.every(([line, , what, right]) => line && what && (right || what.length > 8)), JSON.stringify(errors));
    assert.equal(wanted.found.counts.rows, wanted.found.counts.results + wanted.found.counts.errors);
    for (const what of ['results', 'errors']) {
      const [saved] = await Promise.all([page.waitForEvent('download'), page.locator(`#get-${what}`).click()]);
      assert.equal(readFileSync(await saved.path(), 'utf8'), `\ufeff${wanted[what]}`, what);
    }
    await noOverflow(page, 'results');
    await hears(page, 'results');
    assert.deepEqual(complaints, []);
    await context.close();
  });
}

test('a register is refused with a reason, cancelled, and read in GBK and from a workbook', async () => {
  const { page, context } = await open(1280, { path: 'register.html' });
  await page.setInputFiles('#file', { name: 'alone.toml', mimeType: 'text/plain', buffer: Buffer.from('[columns]') });
  await page.waitForSelector('#wrong:not([hidden])');
  assert.match(await page.textContent('#problems'), /和名册一起选/);
  await hand(page, 'shop.csv', Buffer.from('店名,电话\n面馆,123\n'));
  await page.waitForSelector('#map:not([hidden])', SLOWLY);
  await page.locator('#map [type=submit]').click();
  await page.waitForSelector('#wrong:not([hidden])', SLOWLY);
  assert.match(await page.textContent('#problems'), /缺少列/);
  await hand(page, 'large.csv', many(process.env.QUICK ? 20_000 : 100_000));
  await page.waitForSelector('#bar[value]', SLOWLY);
  await page.locator('#cancel').click();
  assert.equal(await page.isVisible('#going'), false);
  const counted = async (name, bytes) => {
    await hand(page, name, bytes);
    await page.waitForSelector('#found:not([hidden])', SLOWLY);
    return page.textContent('#counted');
  };
  const template = asRegister.template('zh');
  assert.match(await counted('utf8.csv', Buffer.from(template)), /共 2 行：已测算 2 行，有误 0 行/);
  // The same header and rows as an older Excel saves them: the letters are those of the template.
  const gbk = readFileSync(new URL('register-gbk.csv', import.meta.url));
  assert.match(await counted('gbk.csv', gbk), /共 2 行：已测算 2 行，有误 0 行/);
  if (process.env.HUIQI) {
    const folder = mkdtempSync(join(tmpdir(), 'huiqi-page-'));
    execFileSync(process.env.HUIQI, ['init', '--batch', join(folder, 'register.xlsx'), '--lang', 'zh'], { stdio: 'ignore' });
    assert.match(await counted('register.xlsx', readFileSync(join(folder, 'register.xlsx'))), /共 2 行：已测算 2 行，有误 0 行/);
    rmSync(folder, { recursive: true });
  }
  assert.match(await (await page.request.get(await page.getAttribute('#template', 'href').then((href) => address + href))).text(), /^\ufeff?主体标识/);
  await context.close();
});

const OURS = ['主体标识,名称,年度,行政区划,行业代码,全年销售额,其他成本费用', '1,甲店,2024,530302,H6210,480000,300000', '2,乙店,2024,530302,H6210,1250000.50,200000'].join('\n');
const THEIRS = ['某市名册,,,,,,,', '统一代码/注册号,户名,所属年份,经营所在地,所属行业,流水,其他费用(千元),年利润总额', '1,甲店,2024,530302,H6210,48,300,9', '2,乙店,2024,530302,H6210,125.00005,200,9'].join('\n');
for (const [width, colorScheme] of [[320, 'light'], [1280, 'dark']]) {
  test(`a register with foreign names is asked about, corrected and computed at ${width}, ${colorScheme}`, async () => {
    const { page, context, complaints } = await open(width, { colorScheme, path: 'register.html', bypass: false });
    const wanted = expected(Buffer.from(OURS)).found;
    const computed = async () => {
      await page.waitForSelector('#found:not([hidden])', SLOWLY);
      assert.equal(await page.textContent('#counted'), wanted.summary.counted);
      assert.deepEqual(await page.$$eval('#rows tbody tr', (rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent))), wanted.rows);
    };
    await hand(page, 'theirs.csv', Buffer.from(THEIRS));
    await page.waitForSelector('#map:not([hidden])', SLOWLY);
    const asked = await page.$$eval('#columns li', (all) => all.map((one) => [one.querySelector('label').textContent, one.querySelector('input').value, one.querySelector('.pair > :last-child').hidden ? '' : one.querySelector('select').value]));
    assert.deepEqual(asked, [['统一代码/注册号', '主体标识', ''], ['户名', '名称', ''], ['所属年份', '年度', ''], ['经营所在地', '行政区划', ''], ['所属行业', '行业代码', ''], ['流水', '略去', ''], ['其他费用(千元)', '其他成本费用', '千元'], ['年利润总额', '', '元']]);
    await noOverflow(page, 'columns');
    await hears(page, 'columns');
    // What may hold facts and is not known is not passed over.
    await page.locator('#map [type=submit]').click();
    assert.equal(await page.isVisible('#map-open'), true);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'c-7');
    await page.fill('#c-7', '略去');
    await page.locator('#map [type=submit]').click();
    await page.waitForSelector('#wrong:not([hidden])', SLOWLY);
    assert.match(await page.textContent('#problems'), /没有销售额列/);
    await page.fill('#c-5', '全年销售');
    await page.locator('#map [type=submit]').click();
    await page.waitForFunction(() => /是否应为 `全年销售额`/.test(document.querySelector('#problems').textContent), null, SLOWLY);
    await hears(page, 'columns that are wrong');
    await page.fill('#c-5', '全年销售额');
    await page.locator('#columns li:nth-child(6) select').selectOption('万元');
    const [kept] = await Promise.all([page.waitForEvent('download'), page.locator('#map-keep').click()]);
    const map = readFileSync(await kept.path(), 'utf8');
    assert.match(map, /^\[columns\]\n"统一代码\/注册号" = "主体标识"\n[^]*"流水" = { column = "全年销售额", unit = "万元" }\n[^]*"年利润总额" = "略去"\n$/);
    await page.locator('#map [type=submit]').click();
    await computed();
    // What was kept needs no asking; the year of a file without one is told.
    const files = (register) => [['again.csv', register], ['kept.toml', map]].map(([name, text]) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) }));
    await page.evaluate(() => { document.querySelector('#counted').textContent = ''; });
    await page.setInputFiles('#file', files(THEIRS));
    await page.waitForFunction(() => document.querySelector('#counted').textContent, null, SLOWLY);
    await computed();
    const without = THEIRS.split('\n').map((line) => line.split(',').filter((_, at) => at !== 2).join(','));
    await hand(page, 'no-year.csv', Buffer.from(without.join('\n')));
    await page.waitForSelector('#map:not([hidden])', SLOWLY);
    await page.fill('#c-4', '全年销售额');
    await page.locator('#columns li:nth-child(5) select').selectOption('万元');
    await page.fill('#c-6', '略去');
    await page.locator('#map [type=submit]').click();
    await page.waitForFunction(() => /缺少列 `年度`/.test(document.querySelector('#problems').textContent), null, SLOWLY);
    await page.selectOption('#map-year', '2024');
    await page.locator('#map [type=submit]').click();
    await computed();
    // A mapping alone is no register, one of another file is refused with its line.
    await page.setInputFiles('#file', { name: 'other.toml', mimeType: 'text/plain', buffer: Buffer.from('[columns]\n"户号" = "主体标识"\n') });
    await page.waitForFunction(() => /第 2 行.*户号/.test(document.querySelector('#problems').textContent), null, SLOWLY);
    assert.deepEqual(complaints, []);
    await context.close();
  });
}

test('the present form can be another', async () => {
  const { page, context } = await open(1280);
  await example(page);
  await page.locator('#more > summary').click();
  await page.locator('#f-form').selectOption('sole-proprietorship');
  const said = ask({ ...NOODLES, form: 'sole-proprietorship' }, { glance: {} }).verdict.text.zh.replaceAll('*', '');
  await page.waitForFunction((said) => document.querySelector('#verdict').textContent === said, said);
  assert.match(said, /转成个体户/);
  assert.deepEqual(await page.$$eval('#f-form option', (all) => all.map((one) => one.value)), ['individual-business', 'sole-proprietorship', 'one-person-company', 'company']);
  await context.close();
});

test('a small business is one tick', async () => {
  const { page, context } = await open(360, { bypass: false });
  await example(page);
  await page.locator('#edit').click();
  await page.locator('#more > summary').click();
  assert.equal(await page.locator('#idle .ask').count(), 1);
  assert.match(await page.textContent('#idle .ask'), /是小企业吗.*300 人.*50,000,000/);
  assert.equal(await page.isChecked('#small-true'), true);
  await hears(page, 'small');
  await page.locator('#idle .seg label').nth(1).click();
  await page.waitForFunction(() => document.querySelectorAll('#idle .ask').length === 3);
  const facts = { ...NOODLES, scale: { restricted_industry: true } }, said = ask(facts, { glance: {} }).verdict.text.zh.replaceAll('*', '');
  await page.locator('#a-scale-restricted_industry-true').check({ force: true });
  await page.waitForFunction((said) => document.querySelector('#verdict').textContent === said, said);
  await noOverflow(page, 'small');
  await context.close();
});

test('why follows the amount that is tried', async () => {
  const { page, context } = await open(1280);
  await example(page);
  await page.locator('tr[data-id=iit-business] .whybtn').click();
  await page.waitForSelector('#why-iit-business .why ol li');
  const told = await page.textContent('#why-iit-business');
  await page.locator('#earn').fill('60');
  await page.waitForFunction((told) => document.querySelector('#why-iit-business').textContent !== told, told);
  const row = await page.textContent('tr[data-id=iit-business] td.a');
  await page.waitForFunction((row) => document.querySelector('#why-iit-business .why > div').textContent.includes(row), row);
  await context.close();
});

/** The slow 4G of Chrome's tools: 1.6 Mbit/s less a tenth, half a second a request, a processor four times as slow as this one. */
const SLOW_LINE = { offline: false, latency: 562.5, downloadThroughput: 0.9 * 1_600_000 / 8, uploadThroughput: 0.9 * 750_000 / 8 };

test('over a slow line the first paint waits for one request, and nothing for a file that tells of it', async () => {
  const own = await serve(dist, 0, { compress: true });
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, serviceWorkers: 'block' });
  const page = await context.newPage();
  const tools = await context.newCDPSession(page);
  await tools.send('Network.enable');
  await tools.send('Network.emulateNetworkConditions', SLOW_LINE);
  await tools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.goto(own.address, { waitUntil: 'commit' });
  await page.waitForSelector('html[data-ready]', SLOWLY);
  const seen = await page.evaluate(() => {
    const [itself] = performance.getEntriesByType('navigation');
    const files = performance.getEntriesByType('resource').map(({ name, startTime, responseEnd, renderBlockingStatus }) => ({ name: name.split('/').pop(), startTime, responseEnd, blocks: renderBlockingStatus === 'blocking' }));
    return { paint: performance.getEntriesByName('first-paint')[0].startTime, ready: performance.now(), bytes: itself.encodedBodySize, files };
  });
  console.log(`    first paint ${seen.paint.toFixed(0)} ms (${(seen.bytes / 1000).toFixed(1)} kB), ready ${seen.ready.toFixed(0)} ms`);
  assert.deepEqual(seen.files.filter((file) => file.blocks), []);
  // What a server sends before it hears from the other end.
  assert.ok(seen.bytes <= 14_000, `${seen.bytes}`);
  const file = (name) => seen.files.find((file) => file.name === name);
  const script = file('app.js');
  for (const name of ['huiqi.wasm', 'words.js', 'core.js', 'keep.js']) assert.ok(file(name).startTime < script.responseEnd, `${name} waits for app.js`);
  assert.ok(!file('huiqi.image') || file('huiqi.image').startTime >= file('huiqi.wasm').responseEnd, 'the image takes nothing from the module');
  await context.close();
  own.close();
}, 'times');

test('from a key to the verdict, and the curve, in time', async () => {
  const { page, context } = await open(360);
  await example(page);
  const took = await page.evaluate(async () => {
    const { core } = await import('./core.js');
    const facts = { year: 2026, place: '530302', form: 'individual-business', industry: 'H6210', sales: [{ period: 'year', amount: '240万元' }], costs: { other: '150万元' } };
    const times = { glance: [], outlook: [] };
    for (let i = 0; i < 12; i += 1) for (const ask of ['glance', 'outlook']) { await core[ask]({ profile: facts, ask: { [ask]: {} } }); times[ask].push(core.took); }
    const middle = (list) => list.sort((one, other) => one - other)[6];
    return { glance: middle(times.glance), outlook: middle(times.outlook) };
  });
  console.log(`    glance ${took.glance.toFixed(1)} ms, outlook ${took.outlook.toFixed(1)} ms`);
  if (!process.env.QUICK) assert.ok(took.glance <= 16, `${took.glance} ms`);
  await context.close();
}, 'times');

let failed = 0;
async function lane(todo) {
  for (let next; (next = todo.shift());) {
    const [name, run] = next, begun = Date.now();
    try { await run(); console.log(`ok   ${name} (${Date.now() - begun} ms)`); } catch (error) { failed += 1; console.log(`FAIL ${name}\n${error.stack ?? error}`); }
  }
}
// Two beside each other, since a browser waits more than it works; those that print times come last, alone.
const asked = tests.filter(([name]) => !only || name.includes(only)), [timed, others] = [true, false].map((is) => asked.filter(([, , prints]) => Boolean(prints) === is));
await Promise.all([lane(others), lane(others)]);
await lane(timed);
await browser.close();
close();
process.exit(failed ? 1 : 0);
