/** One of the languages of every sentence. */
export type Lang = 'zh' | 'en';
/** The same in both languages. */
export interface Text { zh: string; en: string }
export type Form = 'individual-business' | 'sole-proprietorship' | 'partnership' | 'one-person-company' | 'company';

/** A question: see `huiqi schema question`. Amounts are texts such as "240万元" or numbers in yuan. */
export interface Question {
  /** The facts as an object, or the text of a profile file in TOML: see `huiqi schema profile`. */
  profile: Record<string, unknown> | string;
  year?: number;
  known_on?: string;
  ask: { [name: string]: Record<string, unknown> };
}

/** What every answer begins with; the rest is in `huiqi schema answer`. */
export interface Answer {
  format: number;
  answer: string;
  program: 'huiqi';
  version: string;
  pack: { hash: string; embedded: boolean };
  name: string;
  place: number;
  year: number;
  known_on: string | null;
  [field: string]: unknown;
}

/** What stands in the place of an answer where something is wrong: see `huiqi schema error`. */
export interface Failure {
  error: string;
  problems: { code: string; path?: string; text: Text; [field: string]: unknown }[];
}

export interface Huiqi {
  /** The text is the JSON of an {@link Answer} or a {@link Failure}. */
  ask(question: Question | string): string;
  /** The days of a question that asks `calendar` or `outlook`, as the text of an iCalendar file. */
  days(question: Question | string, lang?: Lang): string;
  profile(file: string): string;
  trades(words: string): string;
  places(words: string): string;
  measures(): string;
  about(): string;
  /** Only where `huiqi-register.wasm` was loaded. */
  register?: Register;
}

/** A register of businesses, one open at a time. */
export interface Register {
  /** The bytes of an XLSX file, or of CSV in UTF-8; the JSON of a {@link RegisterProgress} or of {@link RegisterProblems}. */
  open(bytes: Uint8Array, lang?: Lang): string;
  /** Assesses the next slice; as `open`, and an empty text where nothing is left. */
  next(): string;
  /** The first results, the rows without one and the summary, as JSON text. */
  found(): string;
  /** All results, as the bytes of a CSV file without a byte order mark. */
  results(): Uint8Array;
  /** All rows without a result: line, column, what is wrong, what would be right. */
  errors(): Uint8Array;
  /** A register to fill in, as CSV. */
  template(lang?: Lang): string;
}
export interface RegisterProgress {
  all: number;
  done: { rows: number; results: number; errors: number };
  sheet: string | null;
  other_sheets: string[];
  rows_above_header: number;
  columns_not_read: string[];
  columns_read_as: [string, string][];
}
export interface RegisterProblems { problems: string[] }

/** With the bytes of `huiqi.image` the first answer does not wait for the pack to be read; an image of another module is not used. */
export function load(
  source: BufferSource | WebAssembly.Module | Response | Promise<Response>,
  image?: ArrayBuffer | Uint8Array,
): Promise<Huiqi>;
