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
}

/** With the bytes of `huiqi.image` the first answer does not wait for the pack to be read; an image of another module is not used. */
export function load(
  source: BufferSource | WebAssembly.Module | Response | Promise<Response>,
  image?: ArrayBuffer | Uint8Array,
): Promise<Huiqi>;
