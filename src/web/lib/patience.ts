/** What hangs is worse than what fails, since nothing is asked again as long as it is waited for. */
export const PATIENCE_MS = { usual: 30_000, room: 8_000 }

/** How often a place that cannot answer just now is asked again. */
const TIMES = 2
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

type Answer = { status: number; headers: Record<string, string | string[] | undefined> }

/**
 * Asks again where the place says that it cannot answer just now, after as many seconds as it says, a little apart from
 * others who were told the same. What was asked was not done; and where it was after all, the attempt that goes with it is the same.
 */
export async function askAgain<T extends Answer>(ask: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (let time = 0; ; time++) {
    const answer = await ask()
    if (answer.status !== 503 || time >= TIMES || signal?.aborted) return answer
    await pause((Number(answer.headers['retry-after']) || 1) * 1000 * (1 + Math.random()))
  }
}

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
