import { useQuery } from '@tanstack/react-query'
import { api } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { Waiting, WaitingList } from '#web/ui/waiting.tsx'

/** At most five things, each with its minutes. In a space, what waits in that space. */
export function WaitingForYou({ space }: { space?: string }) {
  const list = useQuery(api.today.list.queryOptions({ input: { space } }))
  if (list.isPending) return <Loading what="Fetching what waits for you" lines={2} />
  if (list.isError)
    return (
      <Notice
        kind="error"
        title="What waits for you could not be fetched"
        actions={<Button onClick={() => void list.refetch()}>Try again</Button>}
      >
        Nothing is lost: what waits is still there.
      </Notice>
    )
  return (
    <Section title="Waiting for you">
      {list.data.waiting.length === 0 ? (
        <p>Nothing waits for you here.</p>
      ) : (
        <WaitingList>
          {list.data.waiting.map((ask) => (
            <Waiting key={ask.id} meta={ask.why} minutes={ask.minutes} act={{ label: ask.verb, to: ask.to }}>
              {ask.words}
            </Waiting>
          ))}
        </WaitingList>
      )}
      {list.data.more > 0 && <p>{list.data.more} more will come up when these are done.</p>}
    </Section>
  )
}
