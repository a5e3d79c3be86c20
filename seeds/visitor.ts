import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import type { contract } from '#contract.ts'

export type Api = ContractRouterClient<typeof contract>
/** A visitor with a cookie jar of their own: what they may see is decided by the running place, not by whoever wrote this. */
export type Visitor = { api: Api; jar: Map<string, string>; fetch: typeof fetch }

export function visitorOf(base: string): Visitor {
  const jar = new Map<string, string>()
  const go: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    if (jar.size > 0) request.headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
    const answer = await fetch(request)
    for (const line of answer.headers.getSetCookie()) {
      const [name, value] = line.split(';')[0]!.split('=') as [string, string]
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    return answer
  }
  return { jar, fetch: go, api: createORPCClient(new RPCLink({ url: `${base}/rpc`, fetch: go })) }
}
