// Talks to the library. Two workers: one for what a person waits for, one for curves. Of each kind of question only the newest waits.
let compiled, pictured;
const wasm = () => fetch('huiqi.wasm');
// Every body is read to its end: one that is left half read keeps the service worker that serves it from giving way to a newer one.
const module = () => (compiled ??= WebAssembly.compileStreaming(wasm()).catch(async () => WebAssembly.compile(await (await wasm()).arrayBuffer())));
// After the module: over a slow line it would take from it what costs more time than it saves.
const image = () => (pictured ??= module().then(() => fetch('huiqi.image', { priority: 'low' })).then((got) => (got.ok ? got.arrayBuffer() : undefined), () => undefined));

/** An image that is not there when the module is costs more than reading the pack, which takes a fast machine about so many milliseconds. */
const soon = (part) => Promise.race([part, new Promise((done) => setTimeout(done, 150))]);

function open() {
  const worker = new Worker('worker.js', { type: 'module' });
  const waiting = new Map();
  let last = 0;
  worker.onmessage = ({ data }) => {
    const { done, fail } = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.failed) return fail(new Error(data.failed));
    core.took = data.took;
    done(data.text);
  };
  worker.onerror = (event) => { for (const { fail } of waiting.values()) fail(new Error(event.message)); waiting.clear(); };
  const post = (message) => new Promise((done, fail) => { last += 1; waiting.set(last, { done, fail }); worker.postMessage({ ...message, id: last }); });
  const drawn = image();
  const begun = module().then(async (module) => post({ module, image: await soon(drawn), call: 'about', with: [] }));
  return { begun, call: (call, ...given) => begun.then(() => post({ call, with: given })) };
}

const workers = {};
const near = (name) => (workers[name] ??= open());
const lines = new Map();

/** A call of which only the newest waits: one that is overtaken before it began is answered with nothing. */
function latest(kind, worker, call, ...given) {
  if (!lines.has(kind)) lines.set(kind, { busy: false, next: null });
  const line = lines.get(kind);
  return new Promise((done, fail) => {
    line.next?.done(null);
    line.next = { done, fail, run: () => near(worker).call(call, ...given) };
    if (!line.busy) work(line);
  });
}

async function work(line) {
  line.busy = true;
  while (line.next) {
    const { done, fail, run } = line.next;
    line.next = null;
    try { done(JSON.parse(await run())); } catch (error) { fail(error); }
  }
  line.busy = false;
}

export const core = {
  took: 0,
  about: () => near('first').begun.then(JSON.parse),
  glance: (question) => latest('glance', 'first', 'ask', question),
  outlook: (question) => latest('outlook', 'second', 'ask', question),
  advice: (question) => latest('advice', 'second', 'ask', question),
  ask: (question) => near('first').call('ask', question).then(JSON.parse),
  trades: (text) => latest('trades', 'first', 'trades', text),
  places: (text) => latest('places', 'first', 'places', text),
  profile: (text) => near('first').call('profile', text).then(JSON.parse),
  days: (...given) => near('first').call('days', ...given),
  measures: () => near('first').call('measures').then(JSON.parse),
};
