// Stands between the site and the network. Keeps the one page for when there is no signal, and what it is made of; never a
// page that names anybody. Holds the key of who is signed in, in memory alone, from one page to the next.
// KEPT is written above by the server: { version, pages: { en, es }, files }.
const CACHE = `alongside-${KEPT.version}`;
const LANGUAGE = "/contacts/offline/language";
let held;
let forgotAt = 0; // a page that still held a key from before does not give it back

self.addEventListener("install", (event) => {
  const fill = async () => {
    const cache = await caches.open(CACHE);
    const ask = (address) => new Request(address, { credentials: "omit", cache: "no-cache" });
    await cache.addAll([...Object.values(KEPT.pages), ...KEPT.files].map(ask));
    await self.skipWaiting();
  };
  event.waitUntil(fill());
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("alongside-") && name !== CACHE && name !== "alongside-language") await caches.delete(name);
    }
    await self.registration.navigationPreload?.enable();
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

// Signing in or out, another place of work: whatever is posted under /account/ may change who is here.
function changesWhoIsHere(request) {
  return request.method === "POST" && new URL(request.url).pathname.startsWith("/account/");
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (changesWhoIsHere(request)) event.waitUntil(forgetEverywhere());
  if (request.mode === "navigate") event.respondWith(navigate(event));
  else if (request.method === "GET" && isKept(request.url)) event.respondWith(keptOrFetched(request));
});

async function forgetEverywhere() {
  held = undefined;
  forgotAt = Date.now();
  for (const page of await self.clients.matchAll({ includeUncontrolled: true })) page.postMessage({ what: "forget" });
}

async function navigate(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    const told = await caches.match(LANGUAGE);
    const language = told ? await told.text() : "";
    return caches.match(KEPT.pages[language] ?? Object.values(KEPT.pages)[0]);
  }
}

const files = new Set(KEPT.files);

function isKept(address) {
  const { origin, pathname, search } = new URL(address);
  return origin === self.location.origin && (files.has(pathname + search) || files.has(pathname));
}

async function keptOrFetched(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

self.addEventListener("message", (event) => {
  const { what } = event.data ?? {};
  if (what === "hold" && event.data.held.given > forgotAt) held = event.data.held;
  if (what === "forget") held = undefined;
  if (held && held.until < Date.now()) held = undefined;
  if (what === "ask") event.ports[0]?.postMessage(held);
});
