// Asks the place, in the plain form its procedures travel in. A phone has no room for a client library.

export type Fault = { ok: false; fault: 'offline' | 'busy' | 'refused'; code: string; sentence: string }
/** Why nothing was heard. */
export type Silent = Exclude<Fault['fault'], 'refused'>
export type Answer<T> = { ok: true; data: T } | Fault

const PATIENCE_MS = 20_000
/** How often a place that is busy is asked again before that is said. */
const TIMES = 2
const NO_LINE = 'The place cannot be reached just now. Nothing you wrote is lost; this goes on trying.'
const BUSY = 'The place is busy just now. What you wrote is kept here; this goes on trying.'

const fault = (kind: Fault['fault'], code: string, sentence: string): Fault => ({
  ...{ ok: false as const, fault: kind },
  ...{ code, sentence },
})

/** What is wrong with what was sent, told field by field, as one sentence. */
function fieldsOf(data: { fields?: Record<string, string> } | undefined): string {
  return Object.values(data?.fields ?? {}).join(' ')
}

/** An answer of the place as it came over the wire. A refusal that is a value and one that is a failure read the same. */
export function readAnswer<T>(status: number, body: unknown): Answer<T> {
  const { json } = (body ?? {}) as { json?: Record<string, unknown> }
  if (status >= 200 && status < 300) {
    if (json?.ok === false) return fault('refused', String(json.reason), String(json.sentence))
    return { ok: true, data: json as T }
  }
  const known = (json ?? body ?? {}) as { code?: string; message?: string; data?: { fields?: Record<string, string> } }
  const kind = status === 429 || status >= 500 ? 'busy' : 'refused'
  const says = status === 503 ? BUSY : (known.message ?? NO_LINE)
  return fault(kind, known.code ?? 'fault', [says, fieldsOf(known.data)].filter(Boolean).join(' '))
}

async function once<T>(path: string, input: object): Promise<{ answer: Answer<T>; again: number | null }> {
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS)
  try {
    const came = await fetch(`/rpc/${path}`, {
      ...{ method: 'POST', credentials: 'same-origin', cache: 'no-store', signal: patience.signal },
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ json: input }),
    })
    const again = came.status === 503 ? Number(came.headers.get('retry-after')) || 1 : null
    return { answer: readAnswer<T>(came.status, await came.json().catch(() => null)), again }
  } catch {
    return { answer: fault('offline', 'offline', NO_LINE), again: null }
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Calls a procedure by its path: `gatherings/now`. Never throws. A place that says it is busy, so that nothing was done, is
 * asked again after as many seconds as it says, not by all phones of a hall in one moment.
 */
export async function call<T>(path: string, input: object): Promise<Answer<T>> {
  for (let time = 0; ; time += 1) {
    const { answer, again } = await once<T>(path, input)
    if (again === null || time === TIMES) return answer
    await new Promise((go) => setTimeout(go, again * 1000 * (1 + Math.random())))
  }
}
