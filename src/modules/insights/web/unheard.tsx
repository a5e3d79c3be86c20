import { useQuery } from '@tanstack/react-query'
import { api } from '#web/lib/client.ts'
import { Waiting, WaitingList } from '#web/ui/waiting.tsx'
import { dayWords } from './data.ts'

/** Waiting for others: what I sent to somebody who has not answered. Nothing at all when nothing waits. */
export function Unheard({ address }: { address?: string }) {
  const unheard = useQuery(api.insights.unheard.queryOptions({ input: {} }))
  const items = unheard.data?.filter((one) => address === undefined || one.address === address) ?? []
  if (items.length === 0) return null
  return (
    <WaitingList quiet>
      {items.map((one) => (
        <Waiting
          key={one.id}
          to={`/s/${one.address}/insights/${one.insight}`}
          words={one.words !== null}
          meta={`Sent to ${one.title}, ${dayWords(one.sent_on)}. Not heard yet.`}
        >
          {one.words ?? 'An insight whose sentence is hidden.'}
        </Waiting>
      ))}
    </WaitingList>
  )
}
