import { useQuery } from '@tanstack/react-query'
import { sayWeekday } from '#shared/day.ts'
import { api } from '#web/lib/client.ts'
import { today } from '#web/lib/day.ts'
import { Section } from '#web/ui/page.tsx'
import { Waiting, WaitingList } from '#web/ui/waiting.tsx'
import { elsewhere } from './data.ts'

/** What is called and to come: in one space, or wherever the reader is. Nothing is said where nothing is called. */
export function NextGathering({ space }: { space?: string }) {
  const coming = useQuery(api.gatherings.coming.queryOptions({ input: space === undefined ? {} : { space } }))
  if (!coming.data?.length) return null
  return (
    <Section title={coming.data.length === 1 ? 'The next gathering' : 'The next gatherings'}>
      <WaitingList quiet>
        {coming.data.map((one) => (
          <Waiting
            key={one.id}
            words={false}
            to={`/s/${one.spaceAddress}/gatherings/${one.id}`}
            meta={[
              `${one.startsOn === today() ? 'Today' : sayWeekday(one.startsOn)}, ${one.startsAt}${elsewhere(one)}`,
              space === undefined && one.spaceName,
              one.place,
            ]
              .filter(Boolean)
              .join(' · ')}
          >
            {one.title}
          </Waiting>
        ))}
      </WaitingList>
    </Section>
  )
}
