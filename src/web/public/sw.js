// Keeps the files this client is made of, so that the journal opens without a connection. It keeps files only:
// never an answer of the place, so nothing anybody wrote is in it.
const CACHE = 'trefoil-shell-1'
const PAGE = '/index.html'
const ALONGSIDE = ['/layers.css', '/theme.js', '/icon.svg', '/manifest.webmanifest']
const MOST_FILES = 400
const PATIENCE = 4000

self.addEventListener('install', (event) => {
  event.waitUntil(keepShell().then(() => self.skipWaiting()))
})

self.addEventListener('activate', (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name)
    await self.clients.claim()
  }
  event.waitUntil(tidy())
})

async function keepShell() {
  const cache = await caches.open(CACHE)
  const page = await fetch('/', { cache: 'no-cache', credentials: 'omit' })
  if (!page.ok) return
  const html = await page.clone().text()
  await cache.put(PAGE, page)
  const named = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((found) => found[1])
  await keepFiles(cache, [...ALONGSIDE, ...named])
}

async function keepFiles(cache, paths) {
  await Promise.all(
    paths.map(async (path) => {
      if (await cache.match(path)) return
      const answer = await fetch(path, { credentials: 'omit' }).catch(() => null)
      if (answer?.ok) await cache.put(path, answer)
    }),
  )
  const all = await cache.keys()
  const old = all
    .filter((request) => new URL(request.url).pathname.startsWith('/assets/'))
    .slice(0, Math.max(0, all.length - MOST_FILES))
  await Promise.all(old.map((request) => cache.delete(request)))
}

// A page says of which files it is made; they may have been fetched before there was a worker to keep them.
self.addEventListener('message', (event) => {
  const paths = Array.isArray(event.data?.keep) ? event.data.keep : []
  const assets = paths.filter((path) => typeof path === 'string' && /^\/assets\/[\w.-]+$/.test(path))
  event.waitUntil(caches.open(CACHE).then((cache) => keepFiles(cache, assets)))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (/^\/(rpc|api|live|healthz|readyz)(\/|$)/.test(pathname)) return
  if (pathname.startsWith('/assets/')) event.respondWith(assetFor(request))
  else if (ALONGSIDE.includes(pathname)) event.respondWith(fresh(request, pathname))
  else if (request.mode === 'navigate') event.respondWith(pageFor(request))
})

/** A file under /assets never changes under its name. */
async function assetFor(request) {
  const cache = await caches.open(CACHE)
  const kept = await cache.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request, answer.clone())
  return answer
}

async function fresh(request, pathname) {
  return fetch(request).catch(async () => (await (await caches.open(CACHE)).match(pathname)) ?? Response.error())
}

/** The page comes from the place; where that cannot be reached, or takes too long, from what is kept. */
async function pageFor(request) {
  const cache = await caches.open(CACHE)
  const asked = fetch(request).then(async (answer) => {
    const html = answer.headers.get('content-type')?.startsWith('text/html')
    if (answer.ok && !answer.redirected && html) await cache.put(PAGE, answer.clone())
    return answer
  })
  const kept = await cache.match(PAGE)
  if (!kept) return asked
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, null))
  const answer = await Promise.race([asked.catch(() => null), late])
  return answer ?? kept
}
