/** What hangs is worse than what fails, since nothing is asked again as long as it is waited for. */
export const PATIENCE_MS = { usual: 30_000, room: 8_000 }

/**
 * Asks, and gives up on an answer that is not there, to its last byte, within so many milliseconds. What was asked may have
 * been done all the same: the attempt that goes with it is what makes it safe to ask once more.
 */
export function askWithin(ms: number, request: Request, init?: RequestInit): Promise<Response> {
  const patience = new AbortController()
  const giveUp = () => patience.abort()
  if (request.signal.aborted) giveUp()
  request.signal.addEventListener('abort', giveUp)
  // To an answer that is there already this does nothing.
  setTimeout(giveUp, ms)
  return fetch(request, { ...init, signal: patience.signal })
}
