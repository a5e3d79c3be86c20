import './base.css'
import './tokens.css'
import './fonts.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { router } from './router.tsx'

const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: (times, fault) => times < 2 && !isSettled(fault), staleTime: 5_000, networkMode: 'offlineFirst' },
    mutations: { networkMode: 'offlineFirst' },
  },
})

/** An answer that trying again will not change, or for which it was tried again already. */
function isSettled(fault: unknown): boolean {
  const status = (fault as { status?: number }).status
  return status !== undefined && (status < 500 || status === 503)
}

if ('serviceWorker' in navigator) navigator.serviceWorker.register('/sw.js').catch(() => undefined)

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
)
