// A case in a link, on this device, in a file.
const through = async (bytes, stream) => new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());

/**
 * What stands after # in a link: how it is written, then the case in letters that every app leaves alone. `1` is compressed; `0` is as it
 * is, by browsers that cannot compress.
 */
export async function toFragment(value) {
  const plain = new TextEncoder().encode(JSON.stringify(value));
  let [version, bytes] = [0, plain];
  try { [version, bytes] = [1, await through(plain, new CompressionStream('deflate-raw'))]; } catch { /* an older browser */ }
  const text = btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return `#${version}.${text}`;
}

/** Reads it again; what an app added behind is left out. Nothing where there is no case, an error where it is broken. */
export async function fromFragment(hash) {
  const found = /^#([01])\.([A-Za-z0-9_-]+)/.exec(hash);
  if (!found) return null;
  const binary = atob(found[2].replaceAll('-', '+').replaceAll('_', '/'));
  const given = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  const bytes = found[1] === '1' ? await through(given, new DecompressionStream('deflate-raw')) : given;
  if (bytes.length > 1 << 20) throw new Error('too long');
  const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  if (typeof value !== 'object' || value === null || typeof value.facts !== 'object' || value.facts === null) throw new Error('no case');
  return { facts: value.facts, typed: value.typed && typeof value.typed === 'object' ? value.typed : {}, to: value.to ?? null, earned: null };
}

/** Does something with the cases kept on this device; done once the browser has written it. */
async function inStore(mode, work) {
  const base = await new Promise((done, fail) => {
    const opening = indexedDB.open('huiqi', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('cases', { keyPath: 'id', autoIncrement: true });
    opening.onsuccess = () => done(opening.result);
    opening.onerror = () => fail(opening.error);
  });
  try {
    return await new Promise((done, fail) => {
      const written = base.transaction('cases', mode), request = work(written.objectStore('cases'));
      written.oncomplete = () => done(request.result);
      written.onabort = () => fail(written.error);
    });
  } finally {
    base.close();
  }
}

/** The cases kept on this device, the newest first: only what a person asked to keep. A browser may refuse, or forget. */
export const kept = {
  all: () => inStore('readonly', (cases) => cases.getAll()).then((all) => all.reverse(), () => []),
  add: (name, value) => inStore('readwrite', (cases) => cases.add({ name, value, at: new Date() })),
  remove: (id) => inStore('readwrite', (cases) => cases.delete(id)),
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
