import { randomUUID } from 'node:crypto'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import type { contract } from '#contract.ts'
import { Refused } from './client.ts'
import type { Given, Verb } from './verb.ts'

export const token: Verb = {
  usage: 'token NAME',
  does: 'a token of somebody in a demonstration, to try "import" and "export" with.',
  more: `Only a demonstration does this: in a real place nobody becomes somebody else, and a token is made by its own
person, on their page "Me". It is good for a week, for all of their spaces that a token may open.
  NAME          as in the demonstration's list of people; a part of it is enough
  TREFOIL_URL   where the demonstration is, unless it is the port after this place's`,
  takes: [1, 5],
  async run(words, given) {
    const url = whereOf(given)
    const api: ContractRouterClient<typeof contract> = createORPCClient(new RPCLink({ url: `${url}/rpc` }))
    const made = await api.demonstration.token({ attempt: randomUUID(), name: words.join(' ') }).catch((fault) => {
      const status = (fault as { status?: number }).status
      throw new Refused(
        status === undefined
          ? `There is no answer from ${url}. Open the demonstration first, and say where it is in TREFOIL_URL.`
          : `${url} is no demonstration. Anywhere else a token is made by its own person, on their page “Me”.`,
        { cause: fault },
      )
    })
    if (!made.ok) throw new Refused(made.sentence)
    return {
      ...{ ok: true, token: made.token, name: made.name, spaces: made.spaces, url },
      says: [
        `export TREFOIL_URL=${url} TREFOIL_TOKEN=${made.token}`,
        `# ${made.name}, for a week:`,
        ...made.spaces.map((space) => `#   --space ${space.address}   ${space.name}`),
      ],
    }
  },
}

function whereOf({ env, settings }: Given): string {
  if (env.TREFOIL_URL) return env.TREFOIL_URL.replace(/\/$/, '')
  return `http://localhost:${settings.port + 1}`
}
