import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Form } from '#web/ui/form.tsx'
import { forgetKept, keep, kept } from '#web/ui/keep.ts'
import { Notice } from '#web/ui/notice.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { outcomeOf, type useHere, written } from '../data.ts'
import styles from '../spaces.module.css'
import picture from './picture.module.css'

type Here = NonNullable<ReturnType<typeof useHere>['data']>
export type Strategy = {
  version: number
  name: string
  whose: string
  says: string
  from: string
  to: string | null
  tied: boolean
  by: string | null
  since: string
  milestones: { id: string; on: string; words: string }[]
}
type Props = { here: Here; now: Strategy | null; version: number; done: () => void }
type Row = { key: string; on: string; words: string }
const MOST = 40

/** The strategy as a whole: name, whose it is, when, and its milestones. Said anew, what stood before stays readable. */
export function StrategyForm({ here, now, version, done }: Props) {
  const attempt = useAttempt()
  const queries = useQueryClient()
  const [base, setBase] = useState(version)
  const [theirs, setTheirs] = useState<Strategy | null>(null)
  const keptAs = `strategy-rows-${here.id}`
  const [rows, setRows] = useState<Row[]>(() => {
    const before = kept(keptAs)
    if (before !== null) return JSON.parse(before) as Row[]
    return (now?.milestones ?? []).map(({ on, words }) => ({ key: crypto.randomUUID(), on, words }))
  })
  const set = (next: Row[]) => {
    setRows(next)
    keep(keptAs, JSON.stringify(next))
  }
  const change = (key: string, part: Partial<Row>) =>
    set(rows.map((one) => (one.key === key ? { ...one, ...part } : one)))
  const leave = () => {
    forgetKept(keptAs)
    done()
  }
  return (
    <Form
      name="The strategy we are part of"
      onSend={async (form) => {
        const half = rows.find((one) => (one.on === '') !== (one.words.trim() === ''))
        if (half) return { problem: 'Give each milestone a day and a few words, or take it out.' }
        const answer = await client.spaces.tieStrategy({
          ...{ attempt: attempt.id, address: here.address, version: base, name: written(form, 'name') },
          ...{ whose: written(form, 'whose'), says: written(form, 'says') },
          ...{ from: written(form, 'from'), to: written(form, 'to') || null },
          milestones: rows.filter((one) => one.on !== '').map(({ on, words }) => ({ on, words })),
        })
        attempt.renew()
        if (!answer.ok) {
          if (answer.reason === 'conflict') {
            const fresh = await client.spaces.strategy({ address: here.address })
            setTheirs(fresh.now)
            setBase(fresh.version)
          }
          return outcomeOf(answer)
        }
        await queries.invalidateQueries({ queryKey: api.spaces.key() })
        leave()
      }}
    >
      {theirs && (
        <Notice kind="info" title={`It now says: ${theirs.name}`}>
          {[theirs.whose, theirs.says, ...theirs.milestones.map((one) => `${dayWords(one.on)}: ${one.words}`)]
            .filter(Boolean)
            .join(' · ')}{' '}
          What you typed is below. Put it in to say it anew, or leave it.
        </Notice>
      )}
      <div className={styles.pairOfFields}>
        <TextField
          label="What is it called?"
          name="name"
          required
          maxLength={200}
          defaultValue={now?.name}
          keepAs={`strategy-name-${here.id}`}
        />
        <TextField
          label="Whose is it?"
          name="whose"
          optional
          maxLength={200}
          defaultValue={now?.whose}
          keepAs={`strategy-whose-${here.id}`}
        />
        <DateField label="From" name="from" required defaultValue={now?.from} />
        <DateField label="To" name="to" optional defaultValue={now?.to ?? undefined} />
      </div>
      <TextArea
        label="What it asks of us, in our words"
        name="says"
        optional
        rows={3}
        maxLength={1000}
        defaultValue={now?.says}
        reach={{ person: here.reach.person, sentence: here.reach.standing }}
        keepAs={`strategy-${here.id}`}
      />
      <div className={picture.rows}>
        <p className={styles.name}>Its milestones</p>
        {rows.map(({ key, on, words }, at) => (
          <div key={key} className={picture.row}>
            <DateField label={`Milestone ${at + 1}: day`} value={on} onChange={(day) => change(key, { on: day })} />
            <TextField
              label="In a few words"
              value={words}
              maxLength={300}
              onChange={(text) => change(key, { words: text })}
            />
            <Button kind="quiet" onClick={() => set(rows.filter((one) => one.key !== key))}>
              Take it out
            </Button>
          </div>
        ))}
        {rows.length < MOST && (
          <div>
            <Button onClick={() => set([...rows, { key: crypto.randomUUID(), on: '', words: '' }])}>
              Add a milestone
            </Button>
          </div>
        )}
      </div>
      <Buttons>
        <Button kind="primary" type="submit">
          Put it in
        </Button>
        <Button onClick={leave}>Leave it</Button>
      </Buttons>
    </Form>
  )
}
