import { useQuery } from '@tanstack/react-query'
import { api } from '#web/lib/client.ts'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Section } from '#web/ui/page.tsx'
import { Waiting, WaitingList } from '#web/ui/waiting.tsx'
import styles from './today.module.css'

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** What my roles look at once a week, space by space. Nothing at all for somebody without such a role. */
export function MyWeek() {
  const week = useQuery(api.today.week.queryOptions({ input: {} }))
  return (
    <>
      {(week.data?.spaces ?? []).map((space) => (
        <Section
          key={space.id}
          title={`This week in ${space.name}`}
          note={`Five minutes a week, as ${list.format(space.as)}. Only what you may read there.`}
        >
          {space.parts.map((part) => (
            <div key={part.kind} className={styles.part}>
              <h3>{part.title}</h3>
              {part.items.length === 0 ? (
                <p className={styles.none}>{part.empty}</p>
              ) : (
                <WaitingList quiet>
                  {part.items.map((item) => (
                    <Waiting key={item.id} to={item.to} {...(item.late ? { late: item.about } : { meta: item.about })}>
                      {item.words}
                    </Waiting>
                  ))}
                </WaitingList>
              )}
            </div>
          ))}
          <p className={styles.quiet}>
            <LinkTo to={`/s/${space.address}`}>Open {space.name}</LinkTo>
          </p>
        </Section>
      ))}
    </>
  )
}
