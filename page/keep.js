// A case in a link, on this device, in a file.
const LIST = 'huiqi-cases';

const through = async (bytes, stream) => new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());

/** What stands after # in a link: a version, then the case, compressed, in letters that every app leaves alone. */
export async function toFragment(value) {
  const bytes = await through(new TextEncoder().encode(JSON.stringify(value)), new CompressionStream('deflate-raw'));
  const text = btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return `#1.${text}`;
}

/** Reads it again; what an app added behind is left out. Nothing where there is no case, an error where it is broken. */
export async function fromFragment(hash) {
  const found = /^#1\.([A-Za-z0-9_-]+)/.exec(hash);
  if (!found) return null;
  const binary = atob(found[1].replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = await through(Uint8Array.from(binary, (letter) => letter.charCodeAt(0)), new DecompressionStream('deflate-raw'));
  if (bytes.length > 1 << 20) throw new Error('too long');
  const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  if (typeof value !== 'object' || value === null || typeof value.facts !== 'object' || value.facts === null) throw new Error('no case');
  return { facts: value.facts, typed: value.typed && typeof value.typed === 'object' ? value.typed : {}, to: value.to ?? null, earned: null };
}

/** The cases kept on this device: only what a person asked to keep. A browser may refuse, or forget. */
export const kept = {
  all() { try { return JSON.parse(localStorage.getItem(LIST)) ?? []; } catch { return []; } },
  add(name, value) { return this.write([{ name, value }, ...this.all().filter((one) => one.name !== name)].slice(0, 50)); },
  remove(name) { return this.write(this.all().filter((one) => one.name !== name)); },
  write(list) { try { localStorage.setItem(LIST, JSON.stringify(list)); return true; } catch { return false; } },
};

/** The text of a file, in UTF-8 or as older Chinese programs write it. */
export async function textOf(file) {
  const bytes = await file.arrayBuffer();
  try { return new TextDecoder('utf-8', { fatal: true }).decode(bytes); } catch { return new TextDecoder('gb18030').decode(bytes); }
}

/** The bytes of a register: a workbook as it is, text in UTF-8. A file of UTF-8 with some bytes torn stays one, and its rows say so. */
export async function bytesOf(file) {
  const buffer = await file.arrayBuffer(), bytes = new Uint8Array(buffer);
  const reads = (encoding, part) => { try { return new TextDecoder(encoding, { fatal: true }).decode(part); } catch { return null; } };
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return buffer;
  const mark = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  const first = reads('utf-8', bytes.subarray(0, bytes.indexOf(10) + 1 || bytes.length));
  const text = mark ? reads(mark, bytes) : reads('utf-8', bytes) === null && !/[^\0-\x7f]/.test(first ?? '') ? reads('gb18030', bytes) : null;
  return text === null ? buffer : new TextEncoder().encode(text).slice().buffer;
}
