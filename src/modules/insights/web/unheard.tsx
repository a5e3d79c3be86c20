import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Dialog } from '#web/ui/dialog.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { Waiting, WaitingList } from '#web/ui/waiting.tsx'
import type { UnheardItem } from './data.ts'
import { NewLink } from './send.tsx'

/** Waiting for others: what I asked to send, and who has not answered. Nothing at all when nothing waits. */
export function Unheard() {
  const unheard = useQuery(api.insights.unheard.queryOptions({ input: {} }))
  const [said, setSaid] = useState<string | null>(null)
  const items = unheard.data ?? []
  if (items.length === 0) return null
  return (
    <Section title="Waiting for others">
      {said !== null && <Notice kind="saved">{said}</Notice>}
      <WaitingList quiet>
        {items.map((one) => (
          <One key={one.id} one={one} onSaid={setSaid} />
        ))}
      </WaitingList>
    </Section>
  )
}

function One({ one, onSaid }: { one: UnheardItem; onSaid: (said: string) => void }) {
  const queries = useQueryClient()
  const attempt = useAttempt()
  const [linking, setLinking] = useState(false)
  const remind = useMutation(
    api.insights.remind.mutationOptions({
      onSuccess: (done) => {
        attempt.renew()
        onSaid(
          !done.ok
            ? done.sentence
            : done.mailed
              ? 'A letter says that something waits for them, and nothing else.'
              : 'Reminded. No letter could go to them from here: hand them a link if it is lost.',
        )
        void queries.invalidateQueries()
      },
      onError: () => onSaid('This did not go through. Nothing was sent; try again in a moment.'),
    }),
  )
  const meta =
    one.state === 'not_settled'
      ? `To ${one.title}, asked ${dayWords(one.sent_on)}. Not settled yet.`
      : `Sent to ${one.title}, ${dayWords(one.sent_on)}. Not heard yet.`
  const to = one.insight === null ? undefined : `/s/${one.address}/insights/${one.insight}`
  const act = one.can.link
    ? { label: 'Make the link', kind: 'quiet' as const, onAct: () => setLinking(true) }
    : one.can.remind && {
        label: 'Remind',
        kind: 'quiet' as const,
        pending: remind.isPending,
        onAct: () => remind.mutate({ attempt: attempt.id, receiver: one.id }),
      }
  const close = () => setLinking(false)
  return (
    <>
      <Waiting words={one.words !== null} meta={meta} {...(to && { to })} {...(act && { act })}>
        {one.words ?? (one.insight === null ? 'Words to one seat.' : 'An insight whose sentence is hidden.')}
      </Waiting>
      {linking && (
        <Dialog open onClose={close} title="The link" shape="sheet">
          <NewLink of={one.id} onDone={close} />
        </Dialog>
      )}
    </>
  )
}
