// Keeps the files of the page for whoever takes part in a gathering, so that a reload in a dead corner of the hall loses
// nothing. It keeps files only: never an answer of the place, so nothing anybody wrote is in it.
const CACHE = 'trefoil-in-1'
const PAGE = '/in/'
const PATIENCE = 4000

self.addEventListener('install', (event) => {
  event.waitUntil(
    fetch(PAGE, { cache: 'no-cache', credentials: 'omit' })
      .then((page) => (page.ok ? keepPage(page) : undefined))
      .then(() => self.skipWaiting()),
  )
})
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

/** A new page takes the place of the kept one when all that it names is here; files of an older one go with it. */
async function keepPage(page) {
  const cache = await caches.open(CACHE)
  const html = await page.clone().text()
  const before = await cache.match(PAGE)
  if (before && (await before.text()) === html) return
  const named = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((found) => found[1])
  await cache.addAll(named)
  await cache.put(PAGE, page)
  if (!before) return
  const old = (await cache.keys()).filter(
    (kept) => !named.includes(new URL(kept.url).pathname) && !kept.url.endsWith(PAGE),
  )
  await Promise.all(old.map((kept) => cache.delete(kept)))
}

// The page says which files it had before there was a worker.
self.addEventListener('message', (event) => {
  const paths = Array.isArray(event.data?.keep) ? event.data.keep : []
  const files = paths.filter((path) => /^\/assets\/[\w.-]+$/.test(path))
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(files)))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (pathname.startsWith('/assets/')) event.respondWith(fileFor(request))
  else if (request.mode === 'navigate') event.respondWith(pageFor(event))
})

/** A file under /assets never changes under its name. */
async function fileFor(request) {
  const cache = await caches.open(CACHE)
  const kept = await cache.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request, answer.clone())
  return answer
}

/** The page comes from the place; where that cannot be reached, or takes too long, from what is kept. */
async function pageFor(event) {
  const kept = await (await caches.open(CACHE)).match(PAGE)
  const fetched = fetch(event.request).then((page) => {
    if (page.ok) event.waitUntil(keepPage(page.clone()))
    return page
  })
  if (!kept) return fetched
  const late = new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE))
  return Promise.race([fetched.catch(() => kept), late])
}
