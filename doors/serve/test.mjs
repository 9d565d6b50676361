// The service by its own process over loopback: routes, the code of each limit, the bytes of the command, the page's headers.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const [binary, command] = [process.env.HUIQI_SERVE, process.env.HUIQI];
const root = fileURLToPath(new URL('../..', import.meta.url));
const page = join(root, 'page/dist');

async function start(...more) {
  const child = spawn(binary, ['--listen', '127.0.0.1:0', ...more], { stdio: ['ignore', 'ignore', 'pipe'] });
  const [line] = await Promise.race([new Promise((done) => createInterface(child.stderr).once('line', (line) => done([line]))), new Promise((_, fail) => child.once('exit', () => fail(new Error('ended'))))]);
  return { address: line.replace(/\/$/, ''), child, stop: () => new Promise((done) => { child.once('exit', done); child.kill('SIGTERM'); }) };
}
// Patient: the tests run beside others.
const { address, stop } = await start('--seconds', '60');
const post = (path, body, headers = {}) => fetch(address + path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers });
const profile = readFileSync(join(root, 'examples/noodle-shop.toml'), 'utf8');

try {
  // The bytes of the command.
  const folder = mkdtempSync(join(tmpdir(), 'huiqi-'));
  for (const ask of [{ assess: {} }, { compare: { to: ['company'] } }, { glance: {} }, { calendar: {} }]) {
    const answer = await (await post('/v1/ask', { profile, ask })).text();
    const [[kind, rest]] = Object.entries(ask);
    assert.equal(await (await post(`/v1/${kind}`, { profile, ...rest })).text(), answer, kind);
    if (command) {
      writeFileSync(join(folder, 'question'), JSON.stringify({ profile, ask }));
      assert.equal(answer, execFileSync(command, ['ask', join(folder, 'question')], { encoding: 'utf8', maxBuffer: 1 << 26 }), kind);
    }
  }
  rmSync(folder, { recursive: true });

  // Every route of the description answers.
  const described = await (await fetch(`${address}/openapi.json`)).json();
  assert.equal(described.openapi, '3.1.0');
  const needs = { explain: { line: 'vat' }, why: { line: 'vat' }, sweep: { over: 'sales', points: 3 }, cliffs: { over: 'sales' }, breakeven: { over: 'profit', to: ['company'] }, report: { to: ['company'] } };
  for (const [path, { get, post: posted }] of Object.entries(described.paths)) {
    if (get) assert.equal((await fetch(address + path + (get.parameters.length ? '?q=面馆' : ''))).status, 200, path);
    const kind = path.slice('/v1/'.length);
    if (posted && !['ask', 'batch', 'optimise'].includes(kind)) assert.equal((await post(path, { profile, ...needs[kind] })).status, 200, path);
  }
  const html = await post('/v1/assess?format=html&lang=en', { profile });
  assert.match(html.headers.get('content-type'), /text\/html/);
  assert.match(await html.text(), /<html lang="en"/);
  assert.match(await (await post('/v1/calendar?format=ics', { profile })).text(), /^BEGIN:VCALENDAR/);
  assert.equal((await post('/v1/assess?format=pdf', { profile })).status, 406);

  // What does not change has a tag.
  const policies = await fetch(`${address}/v1/policies`);
  const tag = policies.headers.get('etag');
  assert.ok((await policies.json()).length > 100);
  assert.equal((await fetch(`${address}/v1/policies`, { headers: { 'if-none-match': tag } })).status, 304);

  // What is wrong is said with its place.
  const wrong = await post('/v1/assess', { profile: { ...JSON.parse('{"place":"530302","year":2026}'), sales: [{ period: 'Q1', amount: 'much' }] } }, { 'accept-language': 'en' });
  assert.equal(wrong.status, 422);
  assert.equal(wrong.headers.get('content-type'), 'application/problem+json');
  const told = await wrong.json();
  assert.ok(told.problems.some((problem) => problem.pointer === '/profile/sales/0/amount'), JSON.stringify(told));
  assert.match(told.detail, /[a-z]/);
  const unasked = await post('/v1/ask', '{');
  assert.equal(unasked.status, 400);
  assert.equal((await unasked.json()).type, 'urn:huiqi:problem:question');
  assert.equal((await post('/v1/ask', 'x'.repeat((1 << 20) + 1))).status, 413);
  assert.equal((await post('/v1/ask', `${'['.repeat(5_000)}`)).status, 400, 'depth');
  assert.equal((await post('/v1/nothing', {})).status, 404);
  const got = await fetch(`${address}/v1/ask`);
  assert.equal(got.status, 405);
  assert.equal((await got.json()).status, 405);
  assert.equal((await fetch(`${address}/v1/places?q=${'x'.repeat(300)}`)).status, 414);

  assert.equal((await fetch(`${address}/v1/places`)).status, 400, 'nothing is looked for');
  assert.equal((await post('/v1/assess?lang=fr', { profile })).status, 400);

  // Many at once: a row a business, in their order; what is wrong with one is said in its place.
  const shop = { place: '530302', industry: 'H6210', year: 2026, form: 'individual-business', name: 'n', locality: 'city', vat: { status: 'small-scale', filing: 'quarter' }, sales: [{ period: 'year', kind: 'services', amount: '240万元' }], costs: { other: '150万元' }, owner: { comprehensive_income: 0 } };
  const rows = async (body, query = '') => (await (await post(`/v1/batch${query}`, body)).json()).rows;
  const three = await rows({ profiles: [shop, { ...shop, sales: [{ period: 'Q1', kind: 'goods', amount: 'much' }] }, profile], ask: { assess: {} } });
  assert.equal(three.length, 3);
  const assessed = await (await post('/v1/assess', { profile: shop })).json();
  const { lines, total } = assessed.assessment;
  assert.deepEqual(three[0].records.slice(0, lines.length).map((row) => [row.id, row.payable]), lines.map((line) => [line.id, line.payable]));
  assert.equal(three[0].records[lines.length].payable, total);
  assert.equal(three[1].error, 'profile');
  assert.equal(three[1].problems[0].pointer, '/profiles/1/sales/0/amount');
  assert.ok(three[2].records.length > 3);
  const [{ records }] = await rows({ profiles: [shop], ask: { compare: { to: ['sole-proprietorship'] } } }, '?lang=en');
  assert.deepEqual([...new Set(records.map((row) => row.form))], ['individual-business', 'sole-proprietorship']);
  assert.match(records[0].name, /[a-z]/);
  const thousand = await rows({ profiles: Array.from({ length: 1_000 }, (_, i) => ({ ...shop, name: `${i}` })), ask: { assess: {} } });
  assert.equal(thousand.filter((row) => row.records).length, 1_000);
  for (const [status, body] of [
    [413, { profiles: Array(1_001).fill({}), ask: { assess: {} } }], [400, { profiles: [shop], ask: { report: {} } }], [400, { profiles: [shop], ask: {} }], [400, { profiles: [shop] }],
    [400, { profiles: shop, ask: { assess: {} } }], [400, { profiles: [shop], profile: shop, ask: { assess: {} } }], [400, { profiles: [shop], ask: { assess: { forms: 1 } } }], [400, '['], [400, { profiles: [shop], ask: { calendar: [null, null] } }], [400, { profiles: [shop, null], ask: { assess: {} } }],
  ]) assert.equal((await post('/v1/batch', body)).status, status, JSON.stringify(body).slice(0, 200));

  // The same rows as CSV, and a register in CSV: a row out for each row in.
  const csv = (body, type, accept, query = '') => post(`/v1/batch${query}`, body, { ...(type ? { 'content-type': type } : {}), ...(accept ? { accept } : {}) });
  const table = await csv({ profiles: [shop, { ...shop, sales: [{ period: 'Q1', kind: 'goods', amount: 'much' }] }], ask: { assess: {} } }, null, 'text/csv', '?lang=en');
  assert.match(table.headers.get('content-type'), /text\/csv/);
  const written = (await table.text()).trimEnd().split('\r\n');
  assert.match(written[0], /^row,.*\bpayable\b.*,error$/);
  assert.equal(written.filter((line) => line.startsWith('1,')).length, three[0].records.length);
  assert.match(written.at(-1), /^2,,.*\/profiles\/1\/sales\/0\/amount: .*much/);
  const register = (rows) => ['key,name,year,place,industry,form,sale_kind,sales_year,cost_other', ...rows].join('\r\n');
  const head = (await (await csv(register([]), 'text/csv')).text()).split('\r\n')[0];
  const row = '1,n,2026,530302,H6210,individual-business,services,2400000,1500000';
  const answered = await csv(register([row, '2,too few', row.replace('2400000', 'much'), row.replace('1,n', '4,=n')]), 'text/csv; charset=utf-8', null, '?lang=en&to=sole-proprietorship');
  assert.equal(answered.status, 200, head);
  const exemplary = await csv(described.paths['/v1/batch'].post.requestBody.content['text/csv'].example, 'text/csv');
  assert.match(await exemplary.text(), /^[^\n]*\r\n1,[^\n]*,\r\n$/, 'the example of the description has a result');
  const [names, ...results] = (await answered.text()).trimEnd().split('\r\n').map((line) => line.split(','));
  assert.equal(results.length, 4, 'a row out for each row in');
  assert.equal(results[0][names.indexOf('before_total')], total);
  assert.equal(results[0].at(-1), '');
  assert.match(results[1].join(), /the row has 2 cells/);
  assert.match(results[2].join(), /sales_year: .*much/);
  assert.equal(results[3].at(-1), '');
  const listed = await (await csv(register([row, '2,too few']), 'text/csv', 'application/json')).json();
  assert.deepEqual([listed.rows[0].before_total, listed.rows[0].error, typeof listed.rows[1].error], [total, null, 'string']);
  for (const [status, body, query, code] of [
    [413, register(Array(1_001).fill(row)), '', 'too-many'], [400, 'a,b\r\n1,2', '', 'column-missing'], [400, register([`"${row}`]), '', 'unclosed'], [400, '', '', 'no-columns'], [400, register([row]), '?to=nothing', 'no-such-form'], [400, register([row]), '?year=1949', 'year-not-covered'],
  ]) {
    const wrong = await csv(body, 'text/csv', null, query);
    assert.equal(wrong.status, status, code);
    const { problems } = await wrong.json();
    assert.ok(problems.some((problem) => problem.code === code && problem.text.zh && problem.text.en), JSON.stringify(problems));
  }
  assert.equal((await csv(register([row]), 'text/csv', null, '?format=html')).status, 406);
  assert.equal((await (await csv({ profiles: [shop], ask: { assess: {} } }, null, null, '?to=company')).json()).problems[0].code, 'only-of-csv');

  const refused = await (await post('/v1/batch?lang=en', { profiles: [shop], ask: { report: {} } })).json();
  assert.deepEqual([refused.problems[0].code, refused.problems[0].pointer], ['not-of-many', '/ask/report']);
  assert.match(refused.detail, /cannot be asked of many/);

  // The page inside, and nothing above it.
  const index = await fetch(`${address}/`);
  assert.match(await index.text(), /惠企/);
  assert.match(index.headers.get('content-security-policy'), /frame-ancestors 'none'/);
  assert.equal(index.headers.get('x-content-type-options'), 'nosniff');
  assert.equal((await fetch(`${address}/huiqi.wasm`)).headers.get('content-type'), 'application/wasm');
  const raw = (path, headers = {}) => new Promise((done, fail) => request(address + '/', { path, headers }, (answer) => { answer.resume(); done(answer.statusCode); }).on('error', fail).end());
  assert.equal(await raw('/../Cargo.toml'), 404);
  assert.equal(await raw('//etc/passwd'), 404);
  // Another site that names itself so is not let in.
  assert.equal(await raw('/healthz', { host: 'evil.example' }), 403);
  assert.equal(await raw('/healthz', { origin: 'http://evil.example' }), 403);
  assert.equal(await raw('/healthz'), 200);

  // Counts name no fact.
  const metrics = await (await fetch(`${address}/metrics`)).text();
  assert.match(metrics, /huiqi_requests_total\{route="\/v1\/ask",status="200"\} \d/);
  assert.doesNotMatch(metrics, /noodle|面/);

  // One place to work and one to wait: the others are told to come again; one that takes too long as well.
  const narrow = await start('--workers', '1', '--queue', '2', '--seconds', '1', '--page', page);
  assert.match(await (await fetch(narrow.address)).text(), /惠企/, 'a page in another folder');
  const many = await Promise.all(Array.from({ length: 12 }, () => fetch(`${narrow.address}/v1/optimise`, { method: 'POST', body: JSON.stringify({ profile }) })));
  const codes = new Set(many.map((answer) => answer.status));
  assert.ok(codes.has(429), [...codes].join());
  assert.equal(many.find((answer) => answer.status === 429).headers.get('retry-after'), '1');
  for (const code of codes) assert.ok([200, 429, 503].includes(code), `${code}`);
  await narrow.stop();

  // What was begun is finished.
  const begun = post('/v1/report', { profile, to: ['company'] });
  await new Promise((done) => setTimeout(done, 50));
  const ended = stop();
  assert.equal((await begun).status, 200);
  assert.equal(await ended, 0);
  console.log('the service answers as the command does, within its limits');
} catch (error) {
  await stop().catch(() => {});
  throw error;
}
