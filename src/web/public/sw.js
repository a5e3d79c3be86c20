// Keeps the files this client is made of, so that the journal opens without a connection. It keeps files only:
// never an answer of the place, so nothing anybody wrote is in it.
const CACHE = 'trefoil-shell-1'
const PAGE = '/index.html'
const ALONGSIDE = ['/layers.css', '/theme.js', '/icon.svg', '/manifest.webmanifest']
const OFFLINE = '/offline.json'
const MOST_FILES = 400
const PATIENCE = 4000

self.addEventListener('install', (event) => {
  event.waitUntil(keepShell().then(() => self.skipWaiting()))
})

self.addEventListener('activate', (event) => {
  const tidy = async () => {
    for (const name of await caches.keys())
      if (name.startsWith('trefoil-shell-') && name !== CACHE) await caches.delete(name)
    await self.clients.claim()
  }
  event.waitUntil(tidy())
})

async function keepShell() {
  const page = await fetch('/', { cache: 'no-cache', credentials: 'omit' })
  if (page.ok) await keepPage(page)
}

/** The paths that a page names itself, and those the place says are needed without a connection. */
async function neededBy(html) {
  const named = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((found) => found[1])
  const answer = await fetch(OFFLINE, { cache: 'no-cache', credentials: 'omit' }).catch(() => null)
  const list = answer?.ok ? await answer.json().catch(() => []) : []
  return [...new Set([...ALONGSIDE, ...named, ...list])]
}

/** A new page takes the place of the one that is kept only when all it needs is here: an update never leaves half of one. */
async function keepPage(page) {
  const cache = await caches.open(CACHE)
  const html = await page.clone().text()
  const before = await cache.match(PAGE)
  if (before && (await before.text()) === html) return
  const needed = await neededBy(html)
  if (await keepFiles(cache, needed)) {
    await cache.put(PAGE, page)
    await tidyFiles(cache, needed)
  }
}

/** Whether all of them are kept now. */
async function keepFiles(cache, paths) {
  const kept = await Promise.all(
    paths.map(async (path) => {
      // What stands beside the page keeps its name when it changes; the files under /assets never change under theirs.
      if (path.startsWith('/assets/') && (await cache.match(path))) return true
      const answer = await fetch(path, { credentials: 'omit' }).catch(() => null)
      if (answer?.ok) await cache.put(path, answer)
      return answer?.ok === true
    }),
  )
  return kept.every(Boolean)
}

/** Files of pages that nobody opens any more go, oldest first; what the kept page needs stays. */
async function tidyFiles(cache, needed) {
  const all = (await cache.keys()).map((request) => new URL(request.url).pathname)
  const old = all.filter((path) => path.startsWith('/assets/') && !needed.includes(path))
  await Promise.all(old.slice(0, Math.max(0, all.length - MOST_FILES)).map((path) => cache.delete(path)))
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
  // The page of a gathering is another page, with a worker of its own.
  if (/^\/(rpc|api|live|healthz|readyz|in)(\/|$)/.test(pathname)) return
  if (pathname.startsWith('/assets/')) event.respondWith(assetFor(request))
  else if (ALONGSIDE.includes(pathname)) event.respondWith(fresh(request, pathname))
  else if (request.mode === 'navigate') event.respondWith(pageFor(event))
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
async function pageFor(event) {
  const { request } = event
  const cache = await caches.open(CACHE)
  const asked = fetch(request).then((answer) => {
    const html = answer.headers.get('content-type')?.startsWith('text/html')
    if (answer.ok && !answer.redirected && html) event.waitUntil(keepPage(answer.clone()).catch(() => undefined))
    return answer
  })
  event.waitUntil(asked.catch(() => undefined))
  const kept = await cache.match(PAGE)
  if (!kept) return asked
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, null))
  const answer = await Promise.race([asked.catch(() => null), late])
  return answer ?? kept
}
