// The server for AI assistants by the official client of the protocol: tools and their schemas, answers of the command, errors that say
// what to ask, the law as resources, questions side by side.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv/dist/2020.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [binary, command] = [process.env.HUIQI_MCP, process.env.HUIQI];
const client = new Client({ name: 'test', version: '1' });
await client.connect(new StdioClientTransport({ command: binary, stderr: 'inherit' }));
const call = (name, args) => client.callTool({ name, arguments: args });
const noodles = readFileSync(join(root, 'examples/noodle-shop.toml'), 'utf8');

try {
  assert.equal(client.getServerVersion().name, 'huiqi');
  assert.match(client.getInstructions(), /Never make facts up/);

  // Each tool has a schema that stands by itself, small enough for an assistant to read; its examples fit.
  const { tools } = await client.listTools();
  assert.deepEqual(tools.map((tool) => tool.name).sort(), ['assess', 'break_even', 'calendar', 'cliffs', 'compare', 'explain', 'facts', 'find_place', 'find_trade', 'optimise']);
  const checks = Object.fromEntries(tools.map((tool) => [tool.name, new Ajv({ strict: false, validateFormats: false }).compile(tool.inputSchema)]));
  const size = Buffer.byteLength(JSON.stringify(tools));
  assert.ok(size < 48_000, `${size} bytes of tools`);
  for (const tool of tools) assert.equal(tool.annotations.readOnlyHint, true, tool.name);
  const facts = {
    place: '530302', industry: 'H6210', year: 2026, form: 'individual-business', name: '面馆', locality: 'city', vat: { status: 'small-scale', filing: 'quarter' },
    sales: [{ period: 'year', kind: 'services', amount: '240万元' }], costs: { other: '150万元' }, owner: { comprehensive_income: '0' },
  };
  assert.ok(checks.compare({ profile: facts, to: ['sole-proprietorship'], lang: 'en' }), JSON.stringify(checks.compare.errors));
  assert.ok(!checks.compare({ to: ['company'] }), 'without facts');
  assert.ok(!checks.compare({ profile: facts, to: ['shop'] }), 'no such form');
  assert.ok(!checks.explain({ profile: facts }), 'without a line');

  // Answers: the command's figures, short, in the language asked for.
  const asked = [
    ['compare', { to: ['sole-proprietorship'] }, 'compare', ['--to', 'sole-proprietorship']],
    ['assess', {}, 'assess', []],
    ['explain', { line: 'vat' }, 'explain', ['--line', 'vat']],
    ['break_even', { over: 'profit', to: ['sole-proprietorship'] }, 'breakeven', ['--over', 'profit', '--to', 'sole-proprietorship']],
    ['cliffs', { over: 'sales' }, 'cliffs', ['--over', 'sales']],
    ['optimise', { wage: '0..1万元', to: [] }, 'optimise', ['--wage', '0..1万元']],
    ['calendar', {}, 'calendar', []],
  ];
  const folder = mkdtempSync(join(tmpdir(), 'huiqi-'));
  for (const [tool, args, of, options] of asked) {
    assert.ok(checks[tool]({ profile: facts, ...args }), `${tool}: ${JSON.stringify(checks[tool].errors)}`);
    const answer = await call(tool, { profile: noodles, lang: 'en', ...args });
    assert.ok(!answer.isError, JSON.stringify(answer.content));
    const [{ type, text }] = answer.content;
    assert.equal(type, 'text');
    assert.ok(text.startsWith('# '), text.slice(0, 80));
    const bytes = Buffer.byteLength(text);
    assert.ok(bytes < 12_000, `${tool}: ${bytes} bytes`);
    const { records, pack } = answer.structuredContent;
    assert.ok(records.length > 0 && pack.embedded, tool);
    if (command && tool !== 'optimise') {
      const csv = execFileSync(command, [of, join(root, 'examples/noodle-shop.toml'), ...options, '--format', 'csv', '--lang', 'en'], { encoding: 'utf8' });
      const [head, ...rows] = csv.trimEnd().split('\r\n');
      assert.deepEqual(Object.keys(records[0]).sort(), head.split(',').sort(), tool);
      assert.equal(records.length, rows.length, tool);
      const figure = Object.keys(records[0]).find((key) => /payable|result|jump/.test(key));
      if (figure) for (const [i, row] of rows.entries()) assert.ok(row.includes(records[i][figure] ?? ''), `${tool}: ${row}`);
    }
  }
  rmSync(folder, { recursive: true });
  const [brief, full] = [await call('assess', { profile: noodles, lang: 'en' }), await call('assess', { profile: noodles, lang: 'en', full: true })].map((answer) => answer.content[0].text);
  assert.match(brief, /Left out here: Reliefs granted/);
  assert.match(full, /## Reliefs granted/);
  assert.doesNotMatch(full, /Left out here/);
  const inChinese = (await call('compare', { profile: noodles, to: ['company'] })).content[0].text;
  assert.match(inChinese, /维持现状|有限责任公司|有限公司/);
  assert.equal((await call('compare', { profile: noodles, to: ['company'] })).structuredContent.verdict.length > 0, true);

  // As people write; what is unknown gives a range and what to ask.
  const open = { place: '麒麟区', industry: '面馆', year: 2026, form: '个体工商户', sales: [{ period: '全年', amount: '240万元' }], costs: { other: '150万元' } };
  const range = await call('compare', { profile: open, to: ['company'], allow_missing: true, lang: 'en' });
  assert.ok(!range.isError, JSON.stringify(range.content));
  assert.match(range.content[0].text, /Questions/);
  assert.ok(range.structuredContent.questions.length > 0);

  // What is wrong says what to ask next.
  const problems = async (tool, args) => {
    const answer = await call(tool, args);
    assert.equal(answer.isError, true, JSON.stringify(answer));
    return answer;
  };
  const missing = await problems('compare', { profile: { ...open, sales: undefined }, lang: 'en' });
  assert.match(missing.content[0].text, /^Ask the user for these facts[^]*`\[\[sales\]\]`[^]*Sales/);
  assert.ok(missing.structuredContent.problems.some((problem) => problem.code === 'missing'), JSON.stringify(missing));
  const unknown = await problems('assess', { profile: open, lang: 'en' });
  assert.match(unknown.content[0].text, /`owner.comprehensive_income`[^]*Comprehensive income from elsewhere/);
  assert.match((await problems('assess', { profile: open })).content[0].text, /请向用户询问[^]*其他综合所得/);
  assert.match((await problems('compare', { profile: { ...open, place: 'Atlantis' }, lang: 'en' })).content[0].text, /`place`[^]*Atlantis/);
  assert.match((await problems('compare', { profile: { ...facts, sales: [{ period: 'Q1', kind: 'goods', amount: 'much' }] }, lang: 'en' })).content[0].text, /`sales\[0\].amount`/);
  assert.match((await problems('compare', { profile: facts, year: 1999, lang: 'en' })).content[0].text, /^This is not covered[^]*1999/);
  assert.match((await problems('explain', { profile: facts, line: 'salt', lang: 'en' })).content[0].text, /^Correct the arguments/);
  assert.match((await problems('explain', { profile: facts, line: 'vat', lines: 1, lang: 'en' })).content[0].text, /lines/);
  await problems('compare', {});
  await problems('compare', { profile: 7 });
  await problems('find_place', { words: '' });
  await problems('find_trade', { words: 'x'.repeat(1000) });
  await problems('facts', { of: 'weather' });
  await assert.rejects(call('delete', {}), /there is no tool/);

  // Searches and facts.
  assert.equal((await call('find_place', { words: '麒麟' })).structuredContent.places[0].code, '530302');
  const tea = await call('find_trade', { words: '奶茶', lang: 'en' });
  assert.equal(tea.structuredContent.trades[0].code, 'H6239');
  assert.match(tea.content[0].text, /industry = /);
  assert.ok(Object.keys((await call('facts', {})).structuredContent.facts).length > 30);
  const rented = (await call('facts', { of: 'rented' })).structuredContent.facts.rented;
  assert.ok(rented.items.properties, JSON.stringify(rented));

  // The law.
  const { resources } = await client.listResources();
  const { uri } = resources.find((resource) => resource.name === 'mof-sta-2023-12');
  const [instrument] = (await client.readResource({ uri })).contents;
  assert.match(instrument.text, /财政部 税务总局公告2023年第12号/);
  const [measure] = (await client.readResource({ uri: `${uri}#halving` })).contents;
  assert.ok(measure.text.length < instrument.text.length);
  for (const { uri } of resources) assert.ok((await client.readResource({ uri })).contents[0].text.length > 100, uri);
  assert.equal((await client.listResourceTemplates()).resourceTemplates.length, 2);
  for (const uri of ['huiqi://policies/none', 'huiqi://schema/none', 'file:///etc/passwd', 'huiqi://policies/../x']) await assert.rejects(client.readResource({ uri }), /no resource/);

  // A long question does not hold up a short one.
  const order = [];
  const long = call('optimise', { profile: noodles }).then(() => order.push('long'));
  await call('find_place', { words: '昆明' }).then(() => order.push('short'));
  await long;
  assert.deepEqual(order, ['short', 'long']);
  const many = await Promise.all(Array.from({ length: 20 }, () => call('assess', { profile: noodles })));
  assert.equal(new Set(many.map((answer) => JSON.stringify(answer))).size, 1);
  console.log(`an assistant gets the command's answers; ${size} bytes of tools`);
} finally {
  await client.close();
}
