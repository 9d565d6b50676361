// The module beside the command: the same JSON, byte for byte, for every example and for generated businesses; the same pack.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from './index.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const command = process.env.HUIQI ?? join(root, 'target/release/huiqi');
const [module, image] = ['huiqi.wasm', 'huiqi.image'].map((name) => readFileSync(new URL(name, import.meta.url)));
const huiqi = await load(module, image);
const slow = await load(module);
const folder = mkdtempSync(join(tmpdir(), 'huiqi-'));
let compared = 0;

function same(question) {
  const file = join(folder, 'question');
  writeFileSync(file, JSON.stringify(question));
  let expected;
  try { expected = execFileSync(command, ['ask', file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 26 }); } catch (error) {
    // Errors are JSON on standard error; the name of the question's file is in their places only.
    assert.equal(JSON.parse(huiqi.ask(question)).error !== undefined, true, `${error.stderr}`);
    return;
  }
  assert.equal(huiqi.ask(question), expected, JSON.stringify(question));
  // Loaded from the image or from the pack, it is the same.
  if (compared % 10 === 0) assert.equal(slow.ask(question), expected);
  compared += 1;
}

try {
  const examples = readdirSync(join(root, 'examples')).filter((name) => name.endsWith('.toml'));
  for (const name of examples) {
    const profile = readFileSync(join(root, 'examples', name), 'utf8');
    for (const ask of [{ compare: {} }, { assess: {} }, { calendar: {} }, { classify: {} }, { glance: {} }, { why: { line: 'vat' } }]) same({ profile, ask });
    if (name === 'noodle-shop.toml') for (const ask of [{ outlook: {} }, { report: {} }, { cliffs: { over: 'sales' } }, { glance: { to: 'company', earned: '90万元' } }]) same({ profile, ask });
  }
  // Businesses drawn from a fixed seed.
  let seed = 20_260;
  const draw = (count) => { seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648; return Math.floor((seed / 2_147_483_648) * count); };
  const pick = (list) => list[draw(list.length)];
  const count = Number(process.env.BUSINESSES ?? 200);
  for (let i = 0; i < count; i += 1) {
    const sales = 1 + draw(5_000_000);
    const profile = {
      year: 2022 + draw(6), place: pick(['530302', '530102', '530381', '110101']), form: 'individual-business', industry: pick(['H6210', 'F5212', 'O8040', 'C3311', 'G5430']),
      name: `${i}`, locality: pick(['city', 'county-town', 'elsewhere']), sales: [{ period: pick(['year', 'Q1', 'Q3', '07']), kind: pick(['goods', 'services']), amount: `${sales}.${10 + draw(90)}` }],
      costs: { goods: `${draw(sales)}`, wages: `${draw(200_000)}` }, owner: { comprehensive_income: `${draw(2) * draw(300_000)}` },
      company: { owner_wage: `${draw(2) * draw(200_000)}`, share_distributed: `${draw(101)}%` },
    };
    same({ profile, ask: pick([{ glance: {} }, { compare: { to: ['sole-proprietorship'] } }, { assess: {} }, { why: { line: 'iit-business' } }]) });
  }
  const hash = JSON.parse(huiqi.ask({ profile: readFileSync(join(root, 'examples/noodle-shop.toml'), 'utf8'), ask: { assess: {} } })).pack.hash;
  assert.equal(JSON.parse(huiqi.about()).pack, hash);
  assert.equal(JSON.parse(huiqi.ask('{')).error, 'question');
  const other = Buffer.from(image);
  other[0] ^= 1;
  assert.equal((await load(module, other)).about(), huiqi.about(), 'an image of another module is left alone');
  assert.ok(JSON.parse(huiqi.trades('面馆')).trades.length > 0);
  // A register: the file that the command writes.
  const { register } = await load(readFileSync(new URL('huiqi-register.wasm', import.meta.url)));
  assert.equal(huiqi.register, undefined, 'the small module reads none');
  execFileSync(command, ['synth', '3000', '--seed', '5', '-o', join(folder, 'in.csv')], { stdio: 'ignore' });
  execFileSync(command, ['batch', join(folder, 'in.csv'), '--keep', 'name', '-o', join(folder, 'out.csv')], { stdio: 'ignore' });
  let step = JSON.parse(register.open(readFileSync(join(folder, 'in.csv')), 'en')), slices = 0;
  for (let next; (next = register.next()); slices += 1) step = JSON.parse(next);
  assert.equal(slices, 2);
  assert.deepEqual([step.all, step.done.rows, step.done.results + step.done.errors], [3000, 3000, 3000]);
  assert.equal(`\ufeff${Buffer.from(register.results())}`, readFileSync(join(folder, 'out.csv'), 'utf8'));
  assert.ok(JSON.parse(register.open(Buffer.from('a,b\n'), 'zh')).problems[0].includes('主体标识'));
  // One with foreign names: what is guessed is what the command guesses, and its mapping reads the same.
  const rows = readFileSync(join(folder, 'in.csv'), 'utf8').split('\n');
  const foreign = Buffer.from([rows[0].replace('key', '注册号').replace('name', '户名'), ...rows.slice(1)].join('\n'));
  writeFileSync(join(folder, 'foreign.csv'), foreign);
  execFileSync(command, ['batch', join(folder, 'foreign.csv'), '--map', join(folder, 'map.toml'), '--lang', 'en'], { stdio: 'ignore' });
  execFileSync(command, ['batch', join(folder, 'foreign.csv'), '--columns', join(folder, 'map.toml'), '--keep', '户名', '-o', join(folder, 'mapped.csv')], { stdio: 'ignore' });
  const guesses = JSON.parse(register.guess(foreign, 'en')).columns.filter(({ theirs }) => ['注册号', '户名'].includes(theirs)).map(({ ours }) => ours);
  assert.deepEqual(guesses, ['key', 'name']);
  assert.equal(register.guess(readFileSync(join(folder, 'in.csv')), 'en'), '', 'names of ours are not guessed');
  assert.ok(JSON.parse(register.open(foreign, 'en')).problems.length > 0);
  assert.equal(JSON.parse(register.open(foreign, 'en', { columns: readFileSync(join(folder, 'map.toml'), 'utf8') })).all, 3000);
  while (register.next()) { /* on */ }
  assert.equal(`\ufeff${Buffer.from(register.results())}`, readFileSync(join(folder, 'mapped.csv'), 'utf8'));
  assert.match(JSON.parse(register.open(foreign, 'en', { columns: '[columns]\n"注册号" = "kay"' })).problems[0], /^map\.toml:2: .*`key`/);
  assert.ok(compared > count / 2, `${compared} compared`);
  console.log(`${compared} answers are the command's, byte for byte; pack ${hash.slice(0, 12)}`);
} finally {
  rmSync(folder, { recursive: true });
}
