// Serves a folder on 127.0.0.1 with the headers of a real server: for the tests and for looking at the page.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { fileURLToPath } from 'node:url';

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.svg': 'image/svg+xml', '.csv': 'text/csv; charset=utf-8', '.webmanifest': 'application/manifest+json' };

/** As a server does that compresses once what it hands out. */
const compressed = (body) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });

export async function serve(folder, port = 0, { compress = false } = {}) {
  const server = createServer(async (request, answer) => {
    const name = normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname)).replace(/^\/+$/, '/index.html');
    try {
      const file = await readFile(join(folder, name)), body = compress ? compressed(file) : file;
      answer.writeHead(200, {
        ...(compress ? { 'content-encoding': 'br' } : {}),
        'content-type': TYPES[extname(name)] ?? 'application/octet-stream', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin', 'permissions-policy': '', 'cache-control': 'no-cache',
      });
      answer.end(body);
    } catch {
      answer.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(port, '127.0.0.1', done));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const served = await serve(fileURLToPath(new URL('../page/dist', import.meta.url)), Number(process.argv[2] ?? 8080));
  console.log(served.address);
}
