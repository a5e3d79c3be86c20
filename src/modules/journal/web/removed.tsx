import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { api, client } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'

/** A little less than the place waits, so that the button is gone before the way back is. */
const SECONDS = 50

let last: string | null = null
let timer = 0
const listeners = new Set<() => void>()
function set(id: string | null): void {
  last = id
  window.clearTimeout(timer)
  if (id !== null) timer = window.setTimeout(() => set(null), SECONDS * 1000)
  for (const listener of listeners) listener()
}
/** Says that an entry has just been deleted. */
export const justRemoved = (id: string): void => set(id)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** For the better part of a minute, the way back for the entry that was deleted last. */
export function Removed() {
  const id = useSyncExternalStore(subscribe, () => last)
  const queries = useQueryClient()
  const [state, setState] = useState<'open' | 'busy' | 'failed' | 'back'>('open')
  useEffect(() => {
    if (id !== null) setState('open')
  }, [id])
  if (id === null) return state === 'back' ? <Notice kind="saved" title="It is back where it was" /> : null
  const back = async () => {
    setState('busy')
    try {
      await client.journal.putBack({ attempt: crypto.randomUUID(), id })
      setState('back')
      set(null)
      await queries.invalidateQueries({ queryKey: api.journal.key() })
    } catch {
      setState('failed')
    }
  }
  return (
    <Notice
      kind="info"
      title="The entry is deleted"
      actions={
        <Button small pending={state === 'busy'} onClick={() => void back()}>
          Put it back
        </Button>
      }
    >
      {state === 'failed'
        ? 'It could not be put back just now. Try again at once: a minute after it was deleted it is destroyed.'
        : 'For a minute you can put it back. Then it is destroyed, with everything it said before.'}
    </Notice>
  )
}
