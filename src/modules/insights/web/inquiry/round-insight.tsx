import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useHere } from '#modules/spaces/web/index.tsx'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Note } from '#web/ui/margin.tsx'
import type { TracedInsight } from '../data.ts'
import { Consolidate } from './consolidate.tsx'
import { type Around, CLASS_WORDS, CONSENT_WORDS, PARTIES_WORDS, SCALE_WORDS } from './data.ts'
import styles from './inquiry.module.css'
import { SayScale } from './scale.tsx'

/** In the margin of an insight: whose it is, how far it has reached, how it came about, and what followed it. */
export function RoundInsight({ insight, address }: { insight: TracedInsight; address: string }) {
  const here = useHere(address)
  const around = useQuery(api.insights.around.queryOptions({ input: { address, of: insight.id } }))
  const [doing, setDoing] = useState<'scale' | 'consolidate' | null>(null)
  if (around.isError)
    return (
      <Note title="How it came about">
        This could not be fetched.{' '}
        <Button small kind="quiet" onClick={() => void around.refetch()}>
          Try again
        </Button>
      </Note>
    )
  if (!around.data || !here.data) return null
  const { parties, scales, took_place_of, place_taken, provenance } = around.data
  const open = here.data.closed === null
  const done = () => setDoing(null)
  return (
    <>
      {parties !== '' && <Note title="Whose it is">{PARTIES_WORDS[parties]}.</Note>}
      <Note title="How far it has reached">
        {scales.length === 0 && 'Nobody has said yet.'}
        <ul className={styles.plainList}>
          {scales.map((one) => (
            <li key={one.scale}>
              {SCALE_WORDS[one.scale]}: {one.how} {one.by && `${one.by}, `}
              {dayWords(one.on)}.
            </li>
          ))}
        </ul>
        {open && (
          <div className={styles.acts} data-paper="no">
            <Button small kind="quiet" onClick={() => setDoing('scale')}>
              Say how far it has reached
            </Button>
          </div>
        )}
      </Note>
      <Note title="How it came about">
        <CameAbout of={provenance} />
      </Note>
      <Note title="What took its place">
        {place_taken.length === 0 && 'Nothing has.'}
        {place_taken.length > 0 && <p>{followed(place_taken[0]!, place_taken.length)}</p>}
        {took_place_of.length > 0 && <p>It came of {cameOf(took_place_of)}</p>}
        {open && place_taken.length === 0 && (
          <div className={styles.acts} data-paper="no">
            <Button small kind="quiet" onClick={() => setDoing('consolidate')}>
              Merge, split or replace it
            </Button>
          </div>
        )}
      </Note>
      {doing === 'scale' && (
        <Dialog open onClose={done} title="How far has it reached?" shape="sheet">
          <SayScale here={here.data} insight={insight.id} scales={scales} onDone={done} />
        </Dialog>
      )}
      {doing === 'consolidate' && (
        <Dialog open onClose={done} title="What takes its place?" shape="sheet">
          <Consolidate here={here.data} insight={insight} onDone={done} />
        </Dialog>
      )}
    </>
  )
}

type Followed = Around['place_taken'][number]
const when = (one: Followed) => `${dayWords(one.on)}${one.by ? `, by ${one.by}` : ''}.${one.why && ` ${one.why}`}`

function followed(one: Followed, many: number): string {
  const how = { merge: 'It was merged with others', split: `It was split in ${many}`, supersede: 'It was replaced' }[
    one.how
  ]
  return `${how}: ${when(one)}`
}

function cameOf(these: readonly Followed[]): string {
  const one = these[0]!
  const how = { merge: `merging ${these.length}`, split: 'splitting one', supersede: 'replacing one' }[one.how]
  return `${how}: ${when(one)}`
}

/** From whom, by class where a name stands by the line anyway; how; under which consent; and who made sense of it. */
function CameAbout({ of }: { of: Around['provenance'] }) {
  const lines = (many: number) => (many === 1 ? '1 line' : `${many} lines`)
  const classes = of.classes.map((one) => `${CLASS_WORDS[one.class]}, ${lines(one.lines)}`)
  if (of.named_elsewhere > 0) classes.push(`from elsewhere, ${lines(of.named_elsewhere)}`)
  return (
    <ul className={styles.plainList}>
      <li>
        {classes.length === 0 ? 'No line here is under a name.' : `Under their names: ${classes.join('; ')}.`}
        {of.without_class > 0 &&
          ` ${of.without_class === 1 ? 'One line has' : `${of.without_class} lines have`} no name, and no class is told of ${of.without_class === 1 ? 'it' : 'them'}: it could point at one person.`}
      </li>
      {of.methods.length > 0 && <li>How: {of.methods.join('; ')}.</li>}
      {of.consent.map((one) => (
        <li key={one.how}>
          {lines(one.lines)} {CONSENT_WORDS[one.how]}.
        </li>
      ))}
      {of.taken_back > 0 && <li>{lines(of.taken_back)} taken back since.</li>}
      <li>
        {of.interpreted_by
          ? `Made sense of by: ${of.interpreted_by.replace(/[.!?]$/, '')}.`
          : `${of.written_by ?? 'Somebody'} wrote it down; nobody is named who made sense of it.`}
      </li>
    </ul>
  )
}
