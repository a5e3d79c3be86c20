/** What can wait until the first question stands there: the house's type, and that a reload needs no connection. */
export function whenIdle(): void {
  const soon = (run: () => void) =>
    'requestIdleCallback' in window ? requestIdleCallback(run, { timeout: 5000 }) : setTimeout(run, 2000)
  addEventListener('load', () => setTimeout(() => soon(later), 1000))
}

function later(): void {
  void import('./fonts.css')
  if (!('serviceWorker' in navigator)) return
  navigator.serviceWorker
    .register('/in-sw.js', { scope: '/in/' })
    .then(async () => {
      const { active } = await navigator.serviceWorker.ready
      const names = performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname)
      active?.postMessage({ keep: names.filter((name) => name.startsWith('/assets/')) })
    })
    .catch(() => undefined)
}
