import { useQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import { api } from '#web/lib/client.ts'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Section } from '#web/ui/page.tsx'
import { Waiting, WaitingList } from '#web/ui/waiting.tsx'
import styles from './today.module.css'

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** What my roles look at once a week, space by space. Nothing at all for somebody without such a role; where nothing is, in a line. */
export function MyWeek() {
  const week = useQuery(api.today.week.queryOptions({ input: {} }))
  const spaces = week.data?.spaces ?? []
  const isQuiet = (space: (typeof spaces)[number]) => space.parts.every((part) => part.items.length === 0)
  const quiet = spaces.filter(isQuiet)
  return (
    <>
      {spaces
        .filter((space) => !isQuiet(space))
        .map((space) => (
          <Section
            key={space.id}
            title={`This week in ${space.name}`}
            note={`Five minutes a week, as ${list.format(space.as)}. Only what you may read there.`}
          >
            {space.parts
              .filter((part) => part.items.length > 0)
              .map((part) => (
                <div key={part.kind} className={styles.part}>
                  <h3>{part.title}</h3>
                  <WaitingList quiet>
                    {part.items.map((item) => (
                      <Waiting
                        key={item.id}
                        to={item.to}
                        {...(item.late ? { late: item.about } : { meta: item.about })}
                      >
                        {item.words}
                      </Waiting>
                    ))}
                  </WaitingList>
                </div>
              ))}
            {space.parts.some((part) => part.items.length === 0) && (
              <dl className={styles.empty}>
                {space.parts
                  .filter((part) => part.items.length === 0)
                  .map((part) => (
                    <div key={part.kind}>
                      <dt>{part.title}</dt>
                      <dd>{part.empty}</dd>
                    </div>
                  ))}
              </dl>
            )}
            <p className={styles.quiet}>
              <LinkTo to={`/s/${space.address}`}>Open {space.name}</LinkTo>
            </p>
          </Section>
        ))}
      {quiet.length > 0 && (
        <p className={styles.quiet}>
          Nothing to look at this week in{' '}
          {quiet.map((space, at) => (
            <Fragment key={space.id}>
              {at > 0 && (at === quiet.length - 1 ? ' and ' : ', ')}
              <LinkTo to={`/s/${space.address}`}>{space.name}</LinkTo>
            </Fragment>
          ))}
          .
        </p>
      )}
    </>
  )
}
