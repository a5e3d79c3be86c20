import { useState } from 'react'
import { dayWords } from '#web/lib/day.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Quote } from '#web/ui/quote.tsx'
import { AGAINST, arrivesAs, type Kept, useActs } from './data.ts'
import styles from './made.module.css'

const STATE: Record<Kept['state'], string> = {
  not_settled: 'Not settled: an organisation that it names is asked.',
  went: '',
  stays: 'It stayed here.',
  taken_back: 'It was taken back.',
}

const IS: Partial<Record<ReturnType<typeof arrivesAs>, string>> = {
  insights: 'Its lines are insights',
  decision: 'It is a decision',
}

/** What was kept of a room, for whoever was in it: where it stands, and whether one’s own name stands with it. */
export function KeptOf({ one }: { one: Kept }) {
  const { attempt, takeBack, sign, pending, refused } = useActs()
  const [asking, setAsking] = useState(false)
  const where =
    one.state === 'went'
      ? `${IS[arrivesAs(one)] ?? (one.stands ? 'It stands' : 'It is a draft')} ${one.to === null ? 'in the group of those who made it' : `in ${one.to}`}, since ${dayWords(one.on)}.`
      : one.everybody && one.state === 'not_settled'
        ? 'Not settled: everybody who was there is asked, each for themselves.'
        : STATE[one.state]
  const hand = (named: boolean, signed: boolean) => sign.mutate({ id: one.id, named, signed })
  return (
    <li className={styles.one}>
      <p className={styles.title}>{one.title}</p>
      {one.words !== one.title && <Quote bare>{one.words}</Quote>}
      <p className={styles.meta}>
        {where} {one.state === 'went' && (one.everybody ? 'Everybody who was there said yes.' : AGAINST[one.against])}
        {one.state === 'went' && one.lookOn !== null && ` It is looked at again on ${dayWords(one.lookOn)}.`}
      </p>
      {one.can.name && (
        <div className={styles.hand}>
          <Checkbox
            label="Name me as one of those who made it"
            checked={one.named}
            onChange={(named) => hand(named, false)}
          />
          {one.named && (
            <Checkbox label="I sign this version" checked={one.signed} onChange={(signed) => hand(true, signed)} />
          )}
        </div>
      )}
      {refused && (
        <Notice kind="error" title="Nothing was changed">
          {refused.sentence}
        </Notice>
      )}
      {one.can.takeBack && (
        <Buttons>
          <Button small kind="quiet" onClick={() => setAsking(true)}>
            Take it back
          </Button>
        </Buttons>
      )}
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={`Take back “${one.title}”?`}
        mustAnswer
        actions={
          <>
            <Button
              kind="danger"
              pending={pending}
              onClick={() =>
                takeBack.mutate({ attempt, id: one.id }, { onSuccess: (answer) => answer.ok && setAsking(false) })
              }
            >
              Take it back
            </Button>
            <Button onClick={() => setAsking(false)}>Let it stand</Button>
          </>
        }
      >
        <p>
          {arrivesAs(one) === 'version'
            ? 'This version goes from where it stands, with the names on it. Earlier versions stay.'
            : 'Its words go from where they stand. What was built on them stays, and is looked at again.'}
        </p>
      </Dialog>
    </li>
  )
}
