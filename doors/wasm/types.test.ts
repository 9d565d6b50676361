// The types as a program uses them: `tsc` must take all of this, and refuse each line after @ts-expect-error.
import { load, type Answer, type Failure, type Profile, type Question } from './index.js';

const profile: Profile = {
  place: '麒麟区', industry: '面馆', year: 2026, form: '个体工商户', sales: [{ period: 'year', kind: 'services', amount: '240万元' }], costs: { other: 1_500_000 },
};
const question: Question = { profile, ask: { compare: { to: ['company'] } } };

export async function taxes(module: WebAssembly.Module): Promise<string> {
  const found = JSON.parse((await load(module)).ask(question)) as Answer | Failure;
  if ('error' in found) return found.problems.map((problem) => problem.text.zh).join();
  if (found.answer === 'comparison') return found.before.lines.map((line) => `${line.id}: ${line.payable}`).join();
  if (found.answer === 'glance') return found.verdict.text.en;
  // @ts-expect-error: a calendar has no lines
  if (found.answer === 'calendar') return found.lines;
  return found.answer;
}

// @ts-expect-error: there is no such form
export const wrongForm: Question = { profile, ask: { compare: { to: ['shop'] } } };
// @ts-expect-error: an explanation is of a line
export const wrongAsk: Question = { profile, ask: { explain: {} } };
// @ts-expect-error: there is no such fact
export const wrongFact: Profile = { weather: 'rain' };
// @ts-expect-error: the name of a form is not a number
export const wrongType: Profile = { form: 7 };
