/** Taking copies of spaces and bringing them in, as a browser does it, and laying two side by side. */
import { randomUUID } from 'node:crypto'
import { strFromU8, unzipSync, type Zippable, zipSync } from 'fflate'
import { attempt, type Visitor } from './place.ts'

export type Parts = Record<string, Uint8Array>
type Who = Visitor
type Line = Record<string, unknown>
export type Copy = {
  status: number
  name: string
  type: string
  parts: Parts
  lines: (kind: string) => Line[]
}
export type Answer = {
  ok: boolean
  reason?: string
  sentence?: string
  came?: Record<string, number>
  stayed?: object[]
}

export async function take(who: Who, space: string, url: string): Promise<Copy> {
  const answer = await who.fetch(`${url}/copies/take?space=${space}`)
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const parts = answer.status === 200 ? unzipSync(bytes) : {}
  return {
    ...{ status: answer.status, type: answer.headers.get('content-type') ?? '', parts },
    name: /filename="(.*)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? '',
    lines: (kind) =>
      strFromU8(parts[`data/${kind}.jsonl`] ?? new Uint8Array())
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Line),
  }
}
export const everythingIn = (copy: Copy) =>
  Object.entries(copy.parts)
    .map(([name, bytes]) => `${name}\n${strFromU8(bytes)}`)
    .join('\n')
export async function bring(who: Who, space: string, parts: Parts, url: string): Promise<Answer> {
  const answer = await who.fetch(`${url}/copies/bring?space=${space}&attempt=${randomUUID()}`, {
    method: 'POST',
    headers: { 'content-type': 'application/zip' },
    body: Buffer.from(zipSync(parts as Zippable)),
  })
  return JSON.parse((await answer.text()).trim().split('\n').at(-1)!) as Answer
}
export async function fresh(who: Who): Promise<string> {
  const made = await who.api.spaces.create({ attempt: attempt(), template: 'place', name: 'Anew', class: 'grantee' })
  if (!made.ok) throw new Error(made.sentence)
  return made.id
}
/** A copy with its ids told as places in the order of their words, so that two can be laid side by side. */
export function withoutIds(copy: Copy): Record<string, string[]> {
  const kinds = Object.keys(copy.parts).flatMap((name) => /^data\/(.*)\.jsonl$/.exec(name)?.[1] ?? [])
  const told = new Map<string, string>()
  for (const kind of kinds)
    for (const line of copy.lines(kind)) {
      const { id, ...rest } = line
      if (typeof id === 'string')
        told.set(
          id,
          `${kind} ${JSON.stringify(
            Object.entries(rest)
              .filter(([key]) => !/_id$/.test(key))
              .sort(),
          )}`,
        )
    }
  return Object.fromEntries(
    kinds.map((kind) => [
      kind,
      copy
        .lines(kind)
        .map(({ id, ...rest }) =>
          JSON.stringify(
            Object.entries(rest)
              // What ties two things has no id of its own, and stands where they do.
              .filter(([key]) => id !== undefined || key !== 'at')
              .map(([key, value]) => [key, told.get(String(value)) ?? value])
              .sort(),
          ),
        )
        .sort(),
    ]),
  )
}
