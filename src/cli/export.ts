import { createWriteStream } from 'node:fs'
import { access, constants, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { clientOf, Refused, spaceAt } from './client.ts'
import type { Verb } from './verb.ts'

const TELL_EVERY = 5_000_000

export const exporting: Verb = {
  usage: 'export --space ADDRESS [--to FILE]',
  does: 'takes a copy of what you may read of a space, in open formats.',
  more: `One .zip: pages to read, lines of JSON, sheets for spreadsheets, the documents as they were handed in. It holds
what the token's person may read, and nothing else; the README.txt in it says all about it. Everybody in the space
can see that you took it. "import" brings it into a new space again.
  --space ADDRESS   the space: the last part of its page's address
  --to FILE         where to put it; else it is named after the space and the day. Nothing is written over
  TREFOIL_TOKEN     a token of yours, made on your page "Me"
  TREFOIL_URL       where the place is, unless it is this machine's`,
  flags: ['space', 'to'],
  takes: [0, 0],
  async run(_args, given) {
    const client = clientOf(given)
    const space = await spaceAt(client, given)
    if (typeof given.flags.to === 'string') await mustBeFolder(dirname(given.flags.to))
    const answer = await client.send('/spaces/copy', { space: space.id })
    const named = /filename="([\w.-]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1]
    const to = typeof given.flags.to === 'string' ? given.flags.to : basename(named ?? `${space.id}.zip`)
    if (
      await access(to).then(
        () => true,
        () => false,
      )
    ) {
      await answer.body?.cancel()
      throw new Refused(`There is a ${to} already, and nothing is written over it. Say another with --to.`)
    }
    const part = `${to}.part`
    let [size, told] = [0, 0]
    try {
      await pipeline(
        Readable.fromWeb(answer.body as never),
        async function* (parts: AsyncIterable<Buffer>) {
          for await (const bytes of parts) {
            size += bytes.length
            if (size - told > TELL_EVERY) {
              told = size
              given.tell(`${Math.floor(size / 1_000_000)} MB so far`)
            }
            yield bytes
          }
        },
        createWriteStream(part, { mode: 0o600, flags: 'wx' }),
        { signal: given.signal },
      )
      await rename(part, to)
    } catch (fault) {
      await rm(part, { force: true })
      if (given.signal.aborted) throw new Refused('Cancelled. Nothing was written.')
      throw new Refused('The copy broke off on its way, and what had come was thrown away. Try again.', {
        cause: fault,
      })
    }
    const { size: bytes } = await stat(to)
    return { ok: true, file: to, bytes, says: [`${space.name}: ${to}, ${(bytes / 1_000_000).toFixed(1)} MB.`] }
  },
}

/** Said before anything is fetched: everybody in a space can see that a copy was taken. */
async function mustBeFolder(folder: string): Promise<void> {
  const there = await stat(folder).catch(() => null)
  if (there?.isDirectory() !== true) throw new Refused(`There is no folder ${folder}. No copy was taken.`)
  await access(folder, constants.W_OK).catch(() => {
    throw new Refused(`Nothing can be written in ${folder}. No copy was taken.`)
  })
}
