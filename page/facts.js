// The facts of a case: the profile that the library reads, and what was typed.

/** A case of which nothing is typed yet. */
export const fresh = (year, place) => ({
  facts: { year, place, form: 'individual-business', vat: {}, costs: {}, conversion: {}, company: {}, owner: {} },
  typed: {}, to: null, earned: null,
});

/** Sets a fact by its path; none takes it away. */
export function set(facts, path, value) {
  const keys = path.split('.');
  const last = keys.pop();
  let at = facts;
  for (const key of keys) at = at[key] ??= {};
  if (value === undefined || value === '') delete at[last];
  else at[last] = value;
}

export const get = (facts, path) => path.split('.').reduce((at, key) => at?.[key], facts);

/** A number as it was typed has the unit beside its field; one that says its own unit keeps it. */
export const amount = (text, unit) => (isBare(text) ? text.trim() + unit : text.trim());
export const isBare = (text) => /^[\s\d.,，．０-９+-]+$/.test(text);

/** The year's sales as one line; what a general taxpayer adds stands beside it. */
export function sell(c, text) {
  c.facts.sales = [{ period: 'year', amount: amount(text, '万元') }];
  vat(c);
}

/** The sales quarter by quarter: those that are filled in. */
export function sellByQuarter(c) {
  const told = ['q1', 'q2', 'q3', 'q4'].filter((name) => c.typed[name]?.trim());
  c.facts.sales = told.map((name) => ({ period: name.toUpperCase(), amount: amount(c.typed[name], '万元') }));
  if (!told.length) delete c.facts.sales;
  vat(c);
}

/** The VAT standing with what a general taxpayer says. */
export function vat(c) {
  const general = c.facts.vat.status === 'general';
  // A file tells the rate of each of its sales.
  if (c.typed.sales || c.typed.quarters) {
    for (const sale of c.facts.sales ?? []) { if (general && c.typed.rate) sale.rate = amount(c.typed.rate, '%'); else delete sale.rate; }
  }
  if (general && c.typed.input) c.facts.inputs = [{ period: 'year', tax: amount(c.typed.input, '万元') }];
  else delete c.facts.inputs;
}

/** An answer to an open fact: of staff and assets for all quarters alike. */
export function answer(facts, key, value) {
  const quarters = /^scale\.Q1…Q4\.(\w+)$/.exec(key);
  if (!quarters) return set(facts, key, value);
  for (const quarter of ['Q1', 'Q2', 'Q3', 'Q4']) {
    const at = ((facts.scale ??= {})[quarter] ??= { staff: 'unknown', assets: 'unknown' });
    at[quarters[1]] = value === undefined ? 'unknown' : [value, value];
  }
}

/** Whether there is enough for a first answer. */
export const enough = ({ facts }) => Boolean(facts.industry && facts.sales?.length && Object.keys(facts.costs ?? {}).length);

/** The field beside which a problem is said. */
export function fieldOf(path = '') {
  const places = [
    [/^sales\[\d+\]\.rate/, 'rate'], [/^sales|^销售/, 'sales'], [/^costs/, 'costs'], [/^industry/, 'trade'], [/^place/, 'place'], [/^inputs/, 'input'],
    [/^company\.owner_wage/, 'wage'], [/^conversion\.bookkeeping/, 'bookkeeping'], [/^conversion\.paid_in_capital/, 'capital'],
  ];
  return places.find(([pattern]) => pattern.test(path))?.[1];
}
