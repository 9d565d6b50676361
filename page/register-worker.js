// A register in a worker of its own: sliced, so that it can be said how far it has come; who cancels ends the worker.
import { load } from './huiqi.js';

let register;
self.onmessage = async ({ data: { module, bytes, lang, file } }) => {
  try {
    if (file) {
      const found = register[file]();
      return self.postMessage({ file, bytes: found }, [found.buffer]);
    }
    register = (await load(module)).register;
    let step = JSON.parse(register.open(new Uint8Array(bytes), lang));
    for (;;) {
      if (step.problems) return self.postMessage({ problems: step.problems });
      self.postMessage({ progress: step });
      const next = register.next();
      if (!next) break;
      step = JSON.parse(next);
    }
    self.postMessage({ found: JSON.parse(register.found()) });
  } catch (error) {
    self.postMessage({ failed: String(error) });
  }
};
