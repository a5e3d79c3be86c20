import { useAttempt } from '#web/lib/attempt.ts'
import { client } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Section } from '#web/ui/page.tsx'
import { Quote } from '#web/ui/quote.tsx'
import { Problem, useAct } from './act.tsx'
import { momentWords } from './words.tsx'

type Closing = {
  id: string
  way: 'read' | 'deleted' | 'brought'
  after: 'read' | 'deleted'
  months: number
  reason: string
  by: string | null
  since: string
  state: 'asked' | 'agreed'
  mine: 'yes' | 'no' | null
  livesUnlessBy: string
  takesEffect: Date | null
}

const readFor = (months: number) => `read by those who are in it for ${months} months, and then deleted`

/** What is asked, in one sentence. */
function wayWords({ way, after, months }: Closing): string {
  if (way === 'deleted') return 'It would be deleted.'
  if (way === 'read') return `It would be closed, ${readFor(months)}.`
  return `Its people bring what they choose elsewhere within thirty days. Then it would be ${after === 'read' ? readFor(months) : 'deleted'}.`
}

/** An ending that is asked, or agreed and not yet there: my own answer, and the way back. */
export function ClosingAsked({
  address,
  closing,
  decides,
  zone,
}: {
  address: string
  closing: Closing
  decides: 'alone' | 'everybody' | 'majority'
  zone: string
}) {
  const attempt = useAttempt()
  const answer = useAct(async (said: 'yes' | 'no') => {
    const done = await client.spaces.answerClosing({ attempt: attempt.id, id: closing.id, answer: said })
    attempt.renew()
    return done
  })
  const callOff = useAct(async (_: null) => {
    const done = await client.spaces.callOffClosing({ attempt: attempt.id, id: closing.id })
    attempt.renew()
    return done
  })
  const agreed = closing.state === 'agreed'
  return (
    <Section
      title={agreed ? 'This space ends' : 'Should this space end?'}
      note={`Asked${closing.by === null ? '' : ` by ${closing.by}`} on ${dayWords(closing.since)}.`}
    >
      <p>{wayWords(closing)}</p>
      {closing.way === 'brought' && agreed && (
        <p>
          <LinkTo to={`/s/${address}/bring`}>Choose what to bring elsewhere</LinkTo>. Whoever said it is asked; what
          nobody answered for by then stays, and ends here.
        </p>
      )}
      {closing.reason !== '' && <Quote bare>{closing.reason}</Quote>}
      {agreed ? (
        <p>
          Agreed. It takes effect on {momentWords(closing.takesEffect!, zone)}; until then any one of you can call it
          off.
        </p>
      ) : closing.mine === null ? (
        <p>
          {decides === 'majority' ? 'More than half must say yes' : 'Everybody must say yes'} by{' '}
          {dayWords(closing.livesUnlessBy)}, or it lives on. Nobody sees what another answers, and a no has no reasons.
        </p>
      ) : (
        <p>
          You said {closing.mine}. Not settled yet: it lives on unless it is by {dayWords(closing.livesUnlessBy)}.
        </p>
      )}
      <Buttons>
        {!agreed && closing.mine === null && (
          <>
            <Button kind="outline" pending={answer.isPending} onClick={() => answer.mutate('yes')}>
              Yes, let it end so
            </Button>
            <Button kind="outline" pending={answer.isPending} onClick={() => answer.mutate('no')}>
              No, let it live
            </Button>
          </>
        )}
        {(agreed || closing.mine === 'yes') && (
          <Button kind="outline" pending={callOff.isPending} onClick={() => callOff.mutate(null)}>
            Call it off
          </Button>
        )}
      </Buttons>
      <Problem>{answer.problem ?? callOff.problem}</Problem>
    </Section>
  )
}
