import { useQuery } from '@tanstack/react-query'
import { InConfidence } from '#modules/spaces/web/index.tsx'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Form } from '#web/ui/form.tsx'
import { Quote } from '#web/ui/quote.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import type { ReachProps } from '#web/ui/reach.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import type { Contest, Evidence } from '../contract.ts'
import { EvidenceQuote } from './evidence-quote.tsx'
import styles from './library.module.css'

/** What was put beside a piece of evidence against it: in full, wherever the evidence is. `onBack`: its author may take it back. */
export function Contests({ of, onBack }: { of: readonly Contest[]; onBack?: (id: string) => void }) {
  return of.map((one) => (
    <div key={one.id} className={styles.contest}>
      <Quote against by={`Disputes it: ${one.by ?? 'somebody among us, without a name'}, ${dayWords(one.on)}.`}>
        {one.words}
      </Quote>
      {one.can.takeBack && onBack && (
        <span data-paper="no">
          <Button kind="quiet" small onClick={() => onBack(one.id)}>
            Take it back
          </Button>
        </span>
      )}
    </div>
  ))
}

/** The disputes beside these pieces of evidence, for a place where another module shows them. Nothing where there are none. */
export function ContestsBeside({ space, evidence }: { space: string; evidence: readonly string[] }) {
  const ids = [...evidence].sort()
  const beside = useQuery(
    api.library.contests.queryOptions({
      input: { space, evidence: ids },
      enabled: space !== '' && ids.length > 0,
    }),
  )
  return <Contests of={beside.data ?? []} />
}

type Props = { item: Evidence; space: string; reach: ReachProps; onClose: () => void }

/** A dispute in one's own words, with one's name or as somebody among us. It is said before writing what can be taken back. */
export function ContestIt({ item, space, reach, onClose }: Props) {
  const attempt = useAttempt()
  return (
    <Dialog open onClose={onClose} title="Dispute it" shape="sheet">
      <EvidenceQuote item={item} />
      <Form
        onSend={async (data) => {
          const done = await client.library.contest({
            attempt: attempt.id,
            space,
            evidence: item.id,
            words: String(data.get('words')).trim(),
            as: data.get('as') === 'among_us' ? 'among_us' : 'mine',
          })
          if (!done.ok) return { problem: done.sentence }
          onClose()
        }}
      >
        <TextArea
          label="What is not right about it, or missing?"
          name="words"
          hint="Two minutes. It stays beside the evidence wherever that is read here."
          rows={3}
          required
          maxLength={2000}
          keepAs={`contest-${item.id}`}
          reach={reach}
        />
        <InConfidence />
        <RadioGroup
          label="Who says so?"
          name="as"
          defaultValue="mine"
          choices={[
            { value: 'mine', label: 'I do', hint: 'Your name stands beside it, and you can take it back.' },
            {
              value: 'among_us',
              label: 'Somebody among us, without a name',
              hint: 'No name is kept, so nobody can take it back afterwards, you neither.',
            },
          ]}
        />
        <Buttons>
          <Button kind="primary" type="submit">
            Put it beside
          </Button>
          <Button kind="quiet" onClick={onClose}>
            Not now
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  )
}

/** Asks before one's own dispute goes. */
export function TakeContestBack({ id, space, onClose }: { id: string; space: string; onClose: () => void }) {
  const attempt = useAttempt()
  return (
    <Dialog open onClose={onClose} title="Take your dispute back?">
      <p>It goes at once and for good, for everybody who reads this here. The evidence stays as it is.</p>
      <Form
        onSend={async () => {
          const done = await client.library.takeBackContest({ attempt: attempt.id, space, id })
          if (!done.ok) return { problem: done.sentence }
          onClose()
        }}
      >
        <Buttons>
          <Button kind="primary" type="submit">
            Take it back
          </Button>
          <Button kind="quiet" onClick={onClose}>
            Leave it there
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  )
}
