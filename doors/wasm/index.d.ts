import type { Question as Asked } from './types/question.js';
import type { Answer } from './types/answer.js';
import type { Failure } from './types/error.js';
import type { Profile } from './types/profile.js';

export type { Answer, Failure, Profile };

/** One of the languages of every sentence. */
export type Lang = 'zh' | 'en';

/** A question. Its facts are an object, or the text of a profile file in TOML; amounts are texts such as "240万元" or numbers in yuan. */
export type Question = Omit<Asked, 'profile'> & { profile: Profile | string };

export interface Huiqi {
  /** The text is the JSON of an {@link Answer} or a {@link Failure}, which has `error`. */
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
  open(bytes: Uint8Array, lang?: Lang, told?: RegisterTold): string;
  /** The JSON of {@link RegisterGuesses} or of {@link RegisterProblems} where the names of its columns are not ours; else an empty text. */
  guess(bytes: Uint8Array, lang?: Lang): string;
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
export interface RegisterTold {
  /** A mapping, as `huiqi batch --columns` reads it: what the columns are called there. */
  columns?: string;
  /** The year of every row. */
  year?: number;
}
export interface RegisterGuesses {
  /** `ours` is null where a person must say it. */
  columns: { theirs: string; ours: string | null; unit: string; why: string }[];
  known: { name: string; meaning: string; is_amount: boolean }[];
  units: { unit: string; name: string }[];
  /** What leaves a column out. */
  ignored: string;
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
