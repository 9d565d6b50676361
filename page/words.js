// The page's own labels in English; the Chinese ones stand in the HTML. Sentences and figures come from the library in both languages.
const en = {
  skip: 'Skip to the answer', tagline: 'Converting a business: more tax or less?', menu: 'Menu', law: 'The law', large: 'Large type', dark: 'Dark',
  question: 'Converting to an enterprise: more tax or less?',
  promise: 'Say what you sell and spend in a year; the answer appears at once. Every figure shows the article behind it.',
  yours: 'Your business', edit: 'Change', trade: 'What do you do', 'trade-hint': 'In everyday words: noodle shop, car repair, greengrocer',
  sales: 'Sales of a year', wan: '10,000 yuan', 'sales-hint': 'with VAT; 240 is 2,400,000 yuan', costs: 'Costs of a year',
  'costs-hint': 'goods, wages, rent and so on, without taxes and your own wage', place: 'Where', year: 'Which year', vat: 'VAT standing now',
  small: 'Small-scale', general: 'General', unsure: 'Not sure', rate: 'VAT rate of sales', input: 'Input tax of a year', more: 'More about it',
  form: 'It is now', locality: 'It lies in', bookkeeping: 'Bookkeeping after converting, a year', yuan: 'yuan', capital: 'Paid-in capital of the new company',
  'by-quarter': 'by quarter', q1: 'Q1', q2: 'Q2', q3: 'Q3', q4: 'Q4',
  safe: 'These figures are computed on this device only; nothing is sent.',
  blank: 'The answer appears here: what you pay now, what you would pay, when it pays, and why.', now: 'now', then: 'after',
  try: 'No figures at hand? See an example', open: 'Open a file', stale: 'Something is to be changed; this is the answer before it.',
  against: 'Into which form; more or less this year (yuan)', undo: 'Undo', share: 'Share', print: 'Print', save: 'Save', add: 'Add a case',
  cases: 'Cases side by side', 'bars-sub': 'Sales less costs: what is yours and what is paid', lever: 'How does the money of a company reach you?',
  draw: 'Share of profit drawn', wage: 'Wage to yourself, a year', table: 'Where each figure comes from',
  'table-caption': 'Each tax and fee, now and after, in yuan', 'unit-year': 'yuan, the year', change: 'change',
  chart: 'From what profit it pays',
  'chart-sub': 'Across: what is earned a year (sales less costs); up: more or less than now. What is not drawn counts as staying in the company. Drag the point to try.',
  earn: 'Earned a year', 'curve-table': 'The line in words', reliefs: 'Reliefs: had and missed', days: 'What comes next',
  'days-sub': 'In the present form; holidays may move a day', ics: 'Add to a calendar', rests: 'What this answer rests on',
  disclaimer: 'An estimate, not tax advice: the tax office decides.', private: 'Nothing is sent, no login, no statistics. Open source.',
  several: 'Several businesses at once',
  'several-lead': 'Many businesses in one table, computed at once: what each pays now and as a one-person company, who gains and who loses.',
  choose: 'Choose a file', drop: 'or drop it here', 'drop-hint': 'CSV or Excel (.xlsx), one row a business, at most 100,000 rows. Columns may be called otherwise: you are asked first.',
  map: 'What is each column?', 'map-lead': 'The names of its columns are not those of the template. These are guesses: write a column of the template, or “ignored”.',
  'map-year': 'Where no column holds the year, it is', 'map-open': 'A column is left blank: say which one it is, or “ignored”.', 'map-run': 'Compute it so',
  'map-keep': 'Keep this mapping', 'map-take': 'Use a mapping that was kept',
  template: 'Download the template: write over its two examples', 'file-safe': 'The file is computed on this device only; nothing is sent.',
  progress: 'Progress', cancel: 'Cancel', 'file-wrong': 'Something in this file is to be changed',
  'get-results': 'Download all results (CSV)', 'get-errors': 'Download the rows to change (CSV)', errors: 'Rows to change', rows: 'Each business',
  'first-only': 'The first 200 are shown; the rest is in the file.', sums: 'All together',
  reload: 'Use it now', dock: 'The answer now', see: 'See why',
};
const zh = {
  why: '为什么', pays: '什么时候划算？', yes: '是', no: '否', had: '享受到', missed: '没享受到，差在哪里', nothing: '没有',
  assumed: '按您没说的补上', certain: '依据的把握', not_counted: '没有算', copy: '复制链接', copied: '已复制', close: '关闭',
  link: '拿到链接的人能看到这些数字。', name: '起个名字', keep: '存在这台设备上', saved: '这台设备上存的', del: '删除', take: '打开',
  toml: '下载 TOML 文件', json: '下载 JSON 文件', as_yuan: '改成', did_you: '是不是', case: '情况', remove: '去掉', show: '看这个',
  loading: '正在准备，马上就好……', old: '这个浏览器太旧，算不了。请换一个新的浏览器打开，或在电脑上用 huiqi 命令，填的文件是同一种。', up: '转企多得', down: '转企少得', wan: '万元',
  forms: { 'individual-business': '个体户', 'sole-proprietorship': '个人独资', partnership: '合伙', 'one-person-company': '一人公司', company: '有限公司' },
  newer: '有新版本，现在用的还是原来的。', newer_law: '政策数据有更新，现在用的还是原来的。', is_kept: '已存好', not_kept: '这个浏览器不让存：请用“分享”里的链接，或下载文件。',
  small: '是小企业吗？这几条有没有一条“是”', none_of: '都不是，是小企业', some_of: '有，分开填',
  picture: '长按图片，可以保存或发给别人。', png: '下载图片', untold: '没填', alike: '一样的：',
  into: '转成哪一种', gain: '和现在比',
  none: '没有找到，换个说法试试', refused: '没享受的', printed: '原文', data: '政策核对至', of: '覆盖', answer: '回答', filter: '找一条',
  need_rate: '一般纳税人要填销售适用的税率。', bad_amount: '读不懂这个数，或者太大了。',
  no_library: '算名册的部分没有下载下来：连上网再选一次文件。', wechat: '微信里下载和打印不一定能用：点右上角“…”，选“在浏览器打开”。',
  reading: '正在读文件……', too_large: '文件超过 64 MB：请拆成几份，或用命令 huiqi batch。', broken_file: '这个文件读不出来：请另存为 CSV 或 .xlsx 再试。',
  sheet: '工作表：', other_sheets: '没有读的工作表：', not_read: '没有读的列：', read_as: '这样读的列：',
  map_alone: '这是列的对照：和名册一起选。', unit: '单位', by_column: '看年度列', e_line: '行', e_column: '列', e_what: '问题', e_right: '应如何填写', register: '这是名册：请到“几户一起算”打开。',
  broken: '链接里的数字读不出来，可能没有复制完整。', bad_file: '这个文件读不出来：',
};
const more = {
  why: 'why', pays: 'When does it pay?', yes: 'yes', no: 'no', had: 'had', missed: 'missed, and why', nothing: 'none',
  assumed: 'taken where you did not say', certain: 'how sure the sources are', not_counted: 'not counted', copy: 'Copy the link', copied: 'Copied', close: 'Close',
  link: 'Whoever has the link sees these figures.', name: 'A name', keep: 'Keep on this device', saved: 'Kept on this device', del: 'Delete', take: 'Open',
  toml: 'Download TOML', json: 'Download JSON', as_yuan: 'change to', did_you: 'Is it', case: 'Case', remove: 'Remove', show: 'Show',
  loading: 'Getting ready …', old: 'This browser is too old to compute it. Open the page in a newer one, or use the huiqi command on a computer: the files are the same.', up: 'more after converting', down: 'less after converting', wan: 'yuan',
  forms: { 'individual-business': 'an individual business', 'sole-proprietorship': 'a sole proprietorship', partnership: 'a partnership', 'one-person-company': 'a one-person company', company: 'a limited company' },
  newer: 'There is a new version; this is still the one before.', newer_law: 'The law data has been updated; this is still the one before.', is_kept: 'Kept', not_kept: 'This browser keeps nothing: use the link under Share, or download a file.',
  small: 'Is it a small business? Is any of these so', none_of: 'None: it is small', some_of: 'Some: one by one',
  picture: 'Press and hold the picture to keep it or send it on.', png: 'Download the picture', untold: 'not said', alike: 'Alike: ',
  into: 'Into', gain: 'against now',
  none: 'Nothing found; try another word', refused: 'Not granted', printed: 'as printed', data: 'law checked to', of: 'covers', answer: 'Answer', filter: 'Find a rule',
  need_rate: 'A general taxpayer tells the rate of its sales.', bad_amount: 'This figure cannot be read, or is too large.',
  no_library: 'What computes registers could not be downloaded: go online and choose the file again.', wechat: 'Inside WeChat a download or printing may not work: tap “…” above and open the page in a browser.',
  reading: 'Reading the file …', too_large: 'The file is over 64 MB: cut it, or use the command huiqi batch.',
  broken_file: 'This file cannot be read: save it as CSV or .xlsx and try again.',
  sheet: 'Sheet: ', other_sheets: 'Sheets not read: ', not_read: 'Columns not read: ', read_as: 'Columns read as: ',
  map_alone: 'This is a mapping of columns: choose it together with the register.', unit: 'unit', by_column: 'as its column says', e_line: 'line', e_column: 'column', e_what: 'what is wrong', e_right: 'what would be right', register: 'This is a register: open it under “Several businesses at once”.',
  broken: 'The figures in the link cannot be read; perhaps it was not copied whole.', bad_file: 'This file cannot be read: ',
};
const first = new Map();
export let lang = 'zh';

export function speak(to) {
  lang = to;
  document.documentElement.lang = to === 'en' ? 'en' : 'zh-CN';
  for (const node of document.querySelectorAll('[data-t], [data-t-label]')) {
    if (!first.has(node)) first.set(node, [node.textContent, node.getAttribute('aria-label')]);
    const [text, label] = first.get(node);
    if (node.dataset.t) node.textContent = to === 'en' ? en[node.dataset.t] : text;
    if (node.dataset.tLabel) node.setAttribute('aria-label', to === 'en' ? en[node.dataset.tLabel] : label);
  }
  const button = document.getElementById('lang');
  if (button) { button.textContent = to === 'en' ? '中文' : 'English'; button.lang = to === 'en' ? 'zh-CN' : 'en'; }
}
/** A label of the page. */
export const word = (key) => (lang === 'en' ? more : zh)[key];
/** A text of the library. */
export const t = (text) => (text == null ? '' : typeof text === 'string' ? text : text[lang]);
