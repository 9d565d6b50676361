// Makes the start quick: the memory of the module once it has loaded its pack, for `load` to put in place of loading it again. The module
// gets a section with its own digest, which stands before the image too: an image of another module is not used.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const folder = new URL('.', import.meta.url);
const module = readFileSync(new URL('huiqi.wasm', folder));
const digest = createHash('sha256').update(module).digest();
const name = Buffer.from('huiqi');
// A custom section: its number, its length, the length of its name, the name, what it holds.
const marked = Buffer.concat([module, Buffer.from([0, 1 + name.length + digest.length, name.length]), name, digest]);

const { instance, module: compiled } = await WebAssembly.instantiate(marked, {});
const { memory, about, release } = instance.exports;
const fresh = new Uint8Array((await WebAssembly.instantiate(compiled, {})).exports.memory.buffer);
const wide = BigInt.asUintN(64, about());
release(Number(wide >> 32n), Number(wide & 0xffffffffn));
// What every start finds in memory anyway is left out: the image holds the difference, in whole words.
const bytes = new Uint8Array(memory.buffer).map((byte, i) => byte ^ (fresh[i] ?? 0));
let end = bytes.length;
while (end > 0 && bytes[end - 1] === 0) end -= 1;
end = Math.ceil(end / 4) * 4;
writeFileSync(new URL('huiqi.wasm', folder), marked);
writeFileSync(new URL('huiqi.image', folder), Buffer.concat([digest, new Uint8Array(new Uint32Array([bytes.length]).buffer), bytes.subarray(0, end)]));
