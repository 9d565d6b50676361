// huiqi in a browser or in Node: text in, text out. `load` takes the bytes of huiqi.wasm, a Response of it or a compiled module; with the
// bytes of huiqi.image beside it the first answer does not wait for the pack to be read.

const HEAD = 36;

/** Whether an image is of this module: both carry the digest of the module as it was built. */
function fits(module, image) {
  const [section] = WebAssembly.Module.customSections(module, 'huiqi');
  if (!section || image.length < HEAD) return false;
  return new Uint8Array(section).every((byte, i) => byte === image[i]);
}

export async function load(source, image) {
  source = await source;
  if (typeof Response !== 'undefined' && source instanceof Response) source = await source.arrayBuffer();
  const module = source instanceof WebAssembly.Module ? source : await WebAssembly.compile(source);
  // The reader of workbooks brings a source of randomness along, for writing encrypted ones: nothing here calls it.
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = () => { throw new Error(`${from}.${name}`); };
  const instance = await WebAssembly.instantiate(module, imports);
  const bytes = image && new Uint8Array(image.buffer ?? image, image.byteOffset ?? 0, image.byteLength);
  if (bytes && fits(module, bytes)) {
    const { memory } = instance.exports;
    const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(32, true);
    if (size > memory.buffer.byteLength) memory.grow((size - memory.buffer.byteLength) / 65536);
    // The image holds what differs from a fresh start, in words of four bytes.
    const words = new Uint32Array(bytes.buffer.slice(bytes.byteOffset + HEAD, bytes.byteOffset + bytes.length));
    const all = new Uint32Array(memory.buffer);
    for (let i = 0; i < words.length; i += 1) all[i] ^= words[i];
  }
  const { memory, allocate, release, ...calls } = instance.exports;
  const encoder = new TextEncoder(), decoder = new TextDecoder();

  function handIn(bytes) {
    const start = allocate(bytes.length);
    new Uint8Array(memory.buffer, start, bytes.length).set(bytes);
    return [start, bytes.length];
  }
  function takeOut(place) {
    const wide = BigInt.asUintN(64, place);
    const start = Number(wide >> 32n), length = Number(wide & 0xffffffffn);
    const bytes = new Uint8Array(memory.buffer, start, length).slice();
    release(start, length);
    return bytes;
  }
  const textOf = (place) => decoder.decode(takeOut(place));
  const call = (name) => (text) => textOf(calls[name](...(text === undefined ? [] : handIn(encoder.encode(text)))));
  const text = (value) => (typeof value === 'string' ? value : JSON.stringify(value));

  return {
    /** A question in JSON, or as an object; the answer as JSON text. */
    ask: (question) => call('ask')(text(question)),
    /** The days of a question that asks `calendar` or `outlook`, as the text of an iCalendar file. */
    days: (question, lang = 'zh') => call('days')(JSON.stringify({ question: typeof question === 'string' ? JSON.parse(question) : question, lang })),
    /** The facts of a profile file, TOML or JSON, as JSON text. */
    profile: (file) => call('profile')(file),
    trades: (words) => call('trades')(words),
    places: (words) => call('places')(words),
    measures: () => call('measures')(),
    about: () => call('about')(),
    /** Registers of businesses: only in `huiqi-register.wasm`. One is open at a time. */
    register: calls.open_register && {
      /** The bytes of an XLSX file, or of CSV in UTF-8, and what is told beside it: how far it has come, or `problems`, as JSON text. */
      open: (bytes, lang = 'zh', told = {}) => textOf(calls.open_register(...handIn(bytes), ...handIn(encoder.encode(JSON.stringify(told))), lang === 'en' ? 0 : 1)),
      /** What its columns may mean where their names are not ours, or `problems`, as JSON text; an empty text where they are ours. */
      guess: (bytes, lang = 'zh') => textOf(calls.guess_columns(...handIn(bytes), lang === 'en' ? 0 : 1)),
      /** Assesses the next slice: as `open`, and an empty text where nothing is left. */
      next: () => textOf(calls.next_slice()),
      /** The first results, the rows without one and the summary, as JSON text. */
      found: () => textOf(calls.register_found()),
      /** All results, and all rows without one, as the bytes of a CSV file without a byte order mark. */
      results: () => takeOut(calls.register_results()),
      errors: () => takeOut(calls.register_errors()),
      /** A register to fill in, as CSV. */
      template: (lang = 'zh') => textOf(calls.register_template(lang === 'en' ? 0 : 1)),
    },
  };
}
