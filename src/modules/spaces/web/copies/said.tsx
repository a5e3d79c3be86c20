import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '#web/lib/client.ts'
import { useHere } from '../data.ts'
import styles from '../spaces.module.css'

/** What a copy that was brought in here said of each of these things; null where it said nothing, or none came in. */
export function useSaidInCopy(address: string, ids: readonly string[]): (id: string) => string | null {
  const here = useHere(address)
  const wanted = ids.slice(0, 300)
  const said = useQuery(
    api.spaces.saidInCopy.queryOptions({
      input: { address, ids: wanted },
      enabled: here.data?.copied === true && wanted.length > 0,
      staleTime: 600_000,
      placeholderData: keepPreviousData,
    }),
  )
  return (id) => said.data?.find((one) => one.id === id)?.says ?? null
}

type Props = { address: string; things: readonly { id: string; words: string | null }[] }

/** The same on a page of one thing, or of a chain: each by its words where there are several. */
export function SaidInCopy({ address, things }: Props) {
  const saidOf = useSaidInCopy(
    address,
    things.map((one) => one.id),
  )
  const told = things.flatMap(({ id, words }) => {
    const says = saidOf(id)
    return says === null ? [] : [{ id, words, says }]
  })
  if (told.length === 0) return null
  if (things.length === 1) return <p className={styles.inCopy}>In the copy it came with: {told[0]!.says}</p>
  return (
    <section className={styles.inCopy}>
      <h2>In the copy this came with</h2>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list">
        {told.map(({ id, words, says }) => (
          <li key={id}>
            {words === null ? '' : <span className={styles.words}>“{words}”</span>} {says}
          </li>
        ))}
      </ul>
    </section>
  )
}
