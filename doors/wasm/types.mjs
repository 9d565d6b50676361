// Writes types/*.d.ts from the schemas that the command prints: a new fact, answer or sentence is in them at once.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { compile } from 'json-schema-to-typescript';

const TITLES = { question: 'Question', answer: 'Answer', error: 'Failure', profile: 'Profile' };
const folder = new URL('types/', import.meta.url);

/** That a fact is written under its English name or its Chinese one is no type: both may be left out there. */
function withoutEither(part) {
  if (Array.isArray(part)) return part.map(withoutEither);
  if (part === null || typeof part !== 'object') return part;
  const kept = Object.entries(part).filter(([key, value]) => !(key === 'allOf' && value.every((one) => one.anyOf?.every((way) => way.required))));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutEither(value)]));
}

mkdirSync(folder, { recursive: true });
for (const [name, title] of Object.entries(TITLES)) {
  const schema = JSON.parse(execFileSync(process.env.HUIQI, ['schema', name], { encoding: 'utf8', maxBuffer: 1 << 26 }));
  const types = await compile(withoutEither({ ...schema, title, $id: undefined }), title, {
    additionalProperties: false, bannerComment: `/* From \`huiqi schema ${name}\`. */`, style: { printWidth: 140, singleQuote: true },
  });
  writeFileSync(new URL(`${name}.d.ts`, folder), types);
}
