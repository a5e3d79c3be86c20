import { useMutation, useQuery } from '@tanstack/react-query'

type World = { name: string; stop: number | null }
type Progress = { done: number; total: number }

/** An answer of the demonstration's own doors; they stand only where the machine itself is asked. */
async function asked<T>(door: string, method: 'GET' | 'POST'): Promise<T> {
  const answer = await fetch(`/demonstration/${door}`, { method })
  if (!answer.ok || !answer.headers.get('content-type')?.includes('json')) throw new Error(String(answer.status))
  return (await answer.json()) as T
}

/** Which world this is and at which stop; `stop` is null where it stopped on the way. */
export function useWorld() {
  return useQuery({
    queryKey: ['demonstration', 'world'],
    queryFn: () => asked<World | null>('world', 'GET'),
    retry: false,
  })
}

/** How far a world is that is being built or played; asked every second while `on`. */
export function useProgress(on: boolean) {
  return useQuery({
    queryKey: ['demonstration', 'progress'],
    queryFn: () => asked<Progress | null>('progress', 'GET'),
    enabled: on,
    refetchInterval: 1000,
    retry: false,
  })
}

/** Opens the demonstration beside the place; making it the first time takes a while. */
export function useOpening() {
  return useMutation({
    mutationFn: () => asked<{ url: string }>('begin', 'POST'),
    onSuccess: ({ url }) => location.assign(url),
  })
}

/** Six months on, once: the page is read anew, since everything in it is older. */
export function useGoingOn() {
  return useMutation({ mutationFn: () => asked('on', 'POST'), onSuccess: () => location.reload() })
}

/** Takes the world away; begun again, the place beside it builds it anew. */
export function useLeaving(how: 'again' | 'remove') {
  return useMutation({
    mutationFn: () => asked<{ url: string }>(how, 'POST'),
    onSuccess: ({ url }) => location.assign(url),
  })
}
