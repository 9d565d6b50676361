// The page without a network. A version is cached whole; a newer one waits until the person takes it.
const VERSION = 'development';
const FILES = [];
self.addEventListener('install', (event) => event.waitUntil(caches.open(VERSION).then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' }))))));
self.addEventListener('activate', (event) => event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name !== VERSION).map((name) => caches.delete(name)))).then(() => self.clients.claim())));
self.addEventListener('message', (event) => { if (event.data === 'take over') self.skipWaiting(); });
self.addEventListener('fetch', (event) => {
  if (event.request.method !== 'GET' || new URL(event.request.url).origin !== location.origin) return;
  event.respondWith(caches.open(VERSION).then((cache) => cache.match(event.request, { ignoreSearch: true })).then((found) => found ?? fetched(event.request)));
});

/** What is too large for every visit is kept once it was asked for. */
async function fetched(request) {
  const got = await fetch(request);
  if (got.ok && request.url.endsWith('huiqi-register.wasm')) await caches.open(VERSION).then((cache) => cache.put(request, got.clone()));
  return got;
}
