import { useSyncExternalStore } from 'react'

function listen(tell: () => void) {
  window.addEventListener('online', tell)
  window.addEventListener('offline', tell)
  return () => {
    window.removeEventListener('online', tell)
    window.removeEventListener('offline', tell)
  }
}

/** What the browser knows; a lost server shows in the answer of a request. */
export const useOnline = () => useSyncExternalStore(listen, () => navigator.onLine)
