// The library in a worker: one message a call, answered with its JSON.
import { load } from './huiqi.js';

let huiqi;
self.onmessage = async ({ data: { id, module, image, call, with: given } }) => {
  try {
    if (module) huiqi = await load(module, image);
    const begun = performance.now();
    const text = huiqi[call](...given);
    self.postMessage({ id, text, took: performance.now() - begun });
  } catch (error) {
    self.postMessage({ id, failed: String(error) });
  }
};
