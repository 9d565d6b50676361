// A register in a worker of its own: sliced, so that it can be said how far it has come; who cancels ends the worker.
import { load } from './huiqi.js';

let register;
self.onmessage = async ({ data: { module, bytes, lang, told, file } }) => {
  try {
    if (file) {
      const found = register[file]();
      return self.postMessage({ file, bytes: found }, [found.buffer]);
    }
    const huiqi = await load(module), given = new Uint8Array(bytes);
    register = huiqi.register;
    let step = JSON.parse(register.open(given, lang, told));
    if (step.problems && told.columns === undefined) {
      // Its columns may only be called otherwise.
      const guesses = register.guess(given, lang);
      if (guesses) return self.postMessage({ problems: step.problems, guesses: { ...JSON.parse(guesses), years: JSON.parse(huiqi.about()).years } });
    }
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
