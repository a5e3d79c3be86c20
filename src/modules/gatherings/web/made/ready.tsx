import { useId, useState } from 'react'
import { addDays } from '#shared/day.ts'
import { today } from '#web/lib/day.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Quote } from '#web/ui/quote.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { AGAINST, arrivesAs, keepWords, type Ready, useActs } from './data.ts'
import styles from './made.module.css'

const NEW = 'new'
const AS: Record<ReturnType<typeof arrivesAs>, (to: string, title: string) => string> = {
  insights: (to) => `each of its lines is an insight of ${to}, resting on its own words`,
  decision: (to) => `it is a decision of ${to}`,
  version: (to, title) => `it stands in ${to} as “${title}”`,
}

/** What the room has accepted, for whoever facilitates to keep: as a version that stands, or as a draft. */
export function ReadyToKeep({ one, to }: { one: Ready; to: string }) {
  const { attempt, keep, pending, refused } = useActs()
  const [stands, setStands] = useState(one.against !== 'some')
  const [group, setGroup] = useState(one.groups[0]?.id ?? NEW)
  const dated = arrivesAs(one) === 'version' && one.type !== 'map' && (stands || one.against === 'none')
  const [lookOn, setLookOn] = useState(one.againAfter === null ? '' : addDays(today(), one.againAfter))
  const heading = useId()
  const send = (bare: boolean) =>
    keep.mutate({
      ...{ attempt, activity: one.activity, key: one.key, stands, bare },
      group: group === NEW ? null : group,
      lookOn: dated && lookOn !== '' ? lookOn : null,
    })
  return (
    <section className={styles.ready} aria-labelledby={heading}>
      <h3 id={heading}>{one.title}</h3>
      <Quote bare>{one.words}</Quote>
      <p className={styles.meta}>
        {!one.everybody && `${AGAINST[one.against]} `}
        {one.everybody
          ? `Everybody who was there is asked, you among them. Once each has said yes ${AS[arrivesAs(one)](to, one.title)}, without names; one no, and it stays here. Nobody is told who said what, and it is asked once.`
          : one.type === 'map'
            ? `It is kept in a group of its own, of those here who belong to ${to}. Nobody else can tell that it is there. Whoever is in it sees who is: of somebody who was here and is missing from it they can gather that a body of theirs is on the map.`
            : stands || one.against === 'none'
              ? `${arrivesAs(one) === 'decision' ? `It is a decision of ${to}` : `It stands in ${to}`}, where everybody reads it. You can take it back.`
              : `A draft is read by those who are in ${to} now. You can let it stand later, or take it back.`}
        {one.again && ' It is kept as a draft already; that one goes.'}
      </p>
      {one.groups.length > 0 && (
        <RadioGroup
          label="With whom"
          choices={[
            ...one.groups.map(({ id, name, people }) => ({
              ...{ value: id, label: `Go on with the map of “${name}”` },
              hint: `${people} people are in it. What moved is drawn as a trail.`,
            })),
            { value: NEW, label: 'A new group of those who are here', hint: 'It begins without a history.' },
          ]}
          value={group}
          onChange={setGroup}
        />
      )}
      {one.against !== 'none' && (
        <Checkbox
          label={
            one.against === 'some'
              ? 'It stands, with what was said against it beside it'
              : 'It stands. Left unticked, it is a draft'
          }
          checked={stands}
          onChange={setStands}
        />
      )}
      {dated && (
        <DateField
          label="When we look at it again"
          optional
          hint={`Then it comes back to the first screen of ${to}, and whoever manages there is told two weeks before.`}
          min={addDays(today(), 1)}
          value={lookOn}
          onChange={setLookOn}
        />
      )}
      {refused && (
        <Notice
          kind="error"
          title="It was not kept"
          actions={
            refused.reason === 'name' && (
              <Button small onClick={() => send(true)}>
                Keep it without that name
              </Button>
            )
          }
        >
          {refused.sentence}
        </Notice>
      )}
      <Buttons>
        <Button kind="primary" pending={pending} onClick={() => send(false)}>
          {one.everybody
            ? 'Ask everybody'
            : stands || one.against === 'none'
              ? keepWords(one.type)
              : 'Keep this as a draft'}
        </Button>
      </Buttons>
    </section>
  )
}
