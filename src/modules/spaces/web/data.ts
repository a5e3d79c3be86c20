import { useQuery } from '@tanstack/react-query'
import { api } from '#web/lib/client.ts'

/** What every page of a space needs: who sees this, where what is written goes, what it is for. */
export function useHere(address: string) {
  return useQuery(api.spaces.here.queryOptions({ input: { address } }))
}
