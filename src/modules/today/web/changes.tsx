import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api, client } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Section } from '#web/ui/page.tsx'
import { Waiting, WaitingList } from '#web/ui/waiting.tsx'
import styles from './today.module.css'

/** What others did since I was last here, quietly, below everything that waits. Nothing at all when nothing changed. */
export function Changes() {
  const changes = useQuery(api.today.changes.queryOptions({ input: {} }))
  useNoted(changes.isSuccess)
  if (!changes.data?.since || changes.data.spaces.length === 0) return null
  return (
    <Section title="Since you were here" note={`On ${dayWords(changes.data.since)}, and after. Your own is not in it.`}>
      {changes.data.spaces.map((space) => (
        <div key={space.address} className={styles.part}>
          <h3>{space.name}</h3>
          <WaitingList quiet>
            {space.things.map((thing) => (
              <Waiting key={thing.key} to={thing.to} meta={`${thing.what}, ${dayWords(thing.day)}`}>
                {thing.words}
              </Waiting>
            ))}
          </WaitingList>
          {space.more && (
            <p className={styles.quiet}>
              <LinkTo to={`/s/${space.address}/memory`}>The rest stands in its memory</LinkTo>
            </p>
          )}
        </div>
      ))}
    </Section>
  )
}

/** Keeps the day of this look, once it has been answered what came before it. */
function useNoted(there: boolean) {
  const noted = useRef(false)
  useEffect(() => {
    if (!there || noted.current) return
    noted.current = true
    void client.today.looked({ attempt: crypto.randomUUID() }).catch(() => undefined)
  }, [there])
}
