import { useQuery } from '@tanstack/react-query'
import { api } from '#web/lib/client.ts'
import type { Writer } from './kept/data.ts'

/** How the writer likes to learn, as their profile says: pictures first, words first, or speaking. Words until it is known. */
export function usePrefers(writer: Writer | null | undefined): 'words' | 'pictures' | 'sound' {
  const profile = useQuery(api.people.profile.queryOptions({ input: {}, enabled: writer?.kind === 'full' }))
  return profile.data?.prefers ?? 'words'
}
