// Asks the place, in the plain form its procedures travel in. A phone has no room for a client library.

export type Fault = { ok: false; fault: 'offline' | 'busy' | 'refused'; code: string; sentence: string }
export type Answer<T> = { ok: true; data: T } | Fault

const PATIENCE_MS = 20_000
const NO_LINE = 'The place cannot be reached just now. Nothing you wrote is lost; this goes on trying.'

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
  return fault(kind, known.code ?? 'fault', [known.message ?? NO_LINE, fieldsOf(known.data)].filter(Boolean).join(' '))
}

/** Calls a procedure by its path: `gatherings/now`. Never throws. */
export async function call<T>(path: string, input: object): Promise<Answer<T>> {
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS)
  try {
    const answer = await fetch(`/rpc/${path}`, {
      ...{ method: 'POST', credentials: 'same-origin', cache: 'no-store', signal: patience.signal },
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ json: input }),
    })
    return readAnswer<T>(answer.status, await answer.json().catch(() => null))
  } catch {
    return fault('offline', 'offline', NO_LINE)
  } finally {
    clearTimeout(timer)
  }
}
