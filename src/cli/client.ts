import { AskedWrongly, type Given } from './verb.ts'

/** A place, asked as a program: with somebody's token, seeing what they see in the spaces it was made for. */
export type Client = {
  /** The answer as it comes, or a sentence why not. */
  send(path: string, query: Record<string, string>, init?: RequestInit): Promise<Response>
}
/** The place said no, in its own words. */
export class Refused extends Error {}

export const urlOf = ({ env, settings }: Given): string => (env.TREFOIL_URL || settings.baseUrl).replace(/\/$/, '')

export function clientOf(given: Given): Client {
  const token = given.env.TREFOIL_TOKEN ?? ''
  if (token === '')
    throw new AskedWrongly('Put a token into TREFOIL_TOKEN. It is made on your page “Me”, for the spaces you name.')
  const base = `${urlOf(given)}/api/v1`
  async function send(path: string, query: Record<string, string>, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${token}`)
    let answer: Response
    try {
      answer = await fetch(`${base}${path}?${new URLSearchParams(query)}`, { ...init, headers, signal: given.signal })
    } catch (fault) {
      given.signal.throwIfAborted()
      throw new Refused(`There is no answer from ${urlOf(given)}. Is the place running, and is TREFOIL_URL right?`, {
        cause: fault,
      })
    }
    if (answer.ok) return answer
    const problem = (await answer.json().catch(() => ({}))) as { detail?: string }
    throw new Refused(
      answer.status === 401
        ? 'The token in TREFOIL_TOKEN is not good here: it has ended, was taken back, or is another place’s.'
        : (problem.detail ?? `The place answered ${answer.status}.`),
    )
  }
  return { send }
}

export type Space = { id: string; name: string; chapter: string }
export async function spaceAt(client: Client, given: Given): Promise<Space> {
  const { space } = given.flags
  if (typeof space !== 'string' || space === '')
    throw new AskedWrongly('Say which space: --space ADDRESS, the last part of its page’s address.')
  const address = space.replace(/^.*\/s\//, '').replace(/\/.*$/, '')
  const answer = await client.send(
    '/spaces/here',
    {},
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ address }),
    },
  )
  return (await answer.json()) as Space
}

/** Lines of JSON as they come in; the last is the answer. */
export async function lastLine<T>(answer: Response, each: (line: T) => void): Promise<T | undefined> {
  let half = ''
  let last: T | undefined
  const decoder = new TextDecoder()
  const take = (text: string) => {
    if (text.trim() === '') return
    last = JSON.parse(text) as T
    each(last)
  }
  for await (const part of answer.body ?? []) {
    const lines = (half + decoder.decode(part, { stream: true })).split('\n')
    half = lines.pop() ?? ''
    lines.forEach(take)
  }
  take(half)
  return last
}
