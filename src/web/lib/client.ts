import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import type { contract } from '#contract.ts'
import { askAgain, askWithin, PATIENCE_MS } from './patience.ts'

/** The typed client: `client.spaces.list({})`. Contracts are imported as types only, so no schema is in the first screen. */
export const client: ContractRouterClient<typeof contract> = createORPCClient(
  new RPCLink({
    url: `${location.origin}/rpc`,
    // How a room stands is asked every few seconds, and must not wait for one answer that never comes.
    fetch: (request, init, _options, path) =>
      askWithin(path.join('.') === 'gatherings.now' ? PATIENCE_MS.room : PATIENCE_MS.usual, request, init),
    clientInterceptors: [({ next, signal }) => askAgain(next, signal)],
  }),
)

/** The same for TanStack Query: `useQuery(api.spaces.list.queryOptions({ input: {} }))`, `useMutation(api.spaces.create.mutationOptions())`. */
export const api = createTanstackQueryUtils(client)
