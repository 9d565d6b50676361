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
}

/** With the bytes of `huiqi.image` the first answer does not wait for the pack to be read; an image of another module is not used. */
export function load(
  source: BufferSource | WebAssembly.Module | Response | Promise<Response>,
  image?: ArrayBuffer | Uint8Array,
): Promise<Huiqi>;
