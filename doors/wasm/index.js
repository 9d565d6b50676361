// huiqi in a browser or in Node: text in, text out. `load` takes the bytes of huiqi.wasm, a Response of it or a compiled module.

/** @param {BufferSource | WebAssembly.Module | Response | Promise<Response>} source */
export async function load(source) {
  source = await source;
  let instance;
  if (source instanceof WebAssembly.Module) instance = await WebAssembly.instantiate(source, {});
  else if (typeof Response !== 'undefined' && source instanceof Response) {
    const bytes = await source.arrayBuffer();
    ({ instance } = await WebAssembly.instantiate(bytes, {}));
  } else ({ instance } = await WebAssembly.instantiate(source, {}));
  const { memory, allocate, release, ...calls } = instance.exports;
  const encoder = new TextEncoder(), decoder = new TextDecoder();

  function handIn(text) {
    const bytes = encoder.encode(text);
    const start = allocate(bytes.length);
    new Uint8Array(memory.buffer, start, bytes.length).set(bytes);
    return [start, bytes.length];
  }
  function takeOut(place) {
    const wide = BigInt.asUintN(64, place);
    const start = Number(wide >> 32n), length = Number(wide & 0xffffffffn);
    const text = decoder.decode(new Uint8Array(memory.buffer, start, length));
    release(start, length);
    return text;
  }
  const call = (name) => (text) => takeOut(calls[name](...(text === undefined ? [] : handIn(text))));
  const text = (value) => (typeof value === 'string' ? value : JSON.stringify(value));

  return {
    /** A question in JSON, or as an object; the answer as JSON text. */
    ask: (question) => call('ask')(text(question)),
    /** The same question as a document: `ics`, `csv`, `markdown` or `svg`. */
    document: (question, format, lang = 'zh') =>
      call('document')(JSON.stringify({ question: typeof question === 'string' ? JSON.parse(question) : question, format, lang })),
    /** The facts of a profile file, TOML or JSON, as JSON text. */
    profile: (file) => call('profile')(file),
    trades: (words) => call('trades')(words),
    places: (words) => call('places')(words),
    measures: () => call('measures')(),
    about: () => call('about')(),
  };
}
