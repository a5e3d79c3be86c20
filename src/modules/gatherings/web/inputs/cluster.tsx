import { useState } from 'react'
import { Button } from '#web/ui/button.tsx'
import { forgetKept, kept } from '#web/ui/keep.ts'
import { Notice } from '#web/ui/notice.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { VisuallyHidden } from '#web/ui/visually-hidden.tsx'
import { wordsOfLine } from '../../contract/shown.ts'
import type { Activity, Line, Now, Planned } from '../room/data.ts'
import styles from './inputs.module.css'
import { usePut } from './put.tsx'

type Props = { now: Now; activity: Activity; step: Planned }
type Named = { name: string; items: string[] }
const named = (line: Line) => line.value as Named

/**
 * Lines put together and named, for the group. A line goes under a name by dragging it there or by the list beside it,
 * which does the same by keys and says where it went. A line may stay by itself.
 */
export function ClusterInput({ now, activity, step }: Props) {
  const { put, change, takeOut, problem } = usePut(activity)
  const keep = `cluster ${activity.step!.id}`
  const [name, setName] = useState('')
  const [first, setFirst] = useState('')
  const [said, setSaid] = useState('')
  const mine = now.lines.filter((line) => line.key === step.key && line.mine)
  const lines = now.lines.filter((line) => step.from.includes(line.key) && line.shown)
  const words = (line: Line) =>
    wordsOfLine(
      activity.steps.find((one) => one.key === line.key),
      line,
    )
  const under = (id: string) => mine.find((line) => named(line).items.includes(id))
  const free = lines.filter((line) => under(line.id) === undefined)
  /** A name holds at least one line: the last that leaves takes the name with it. */
  const without = (line: Line, id: string) => {
    const items = named(line).items.filter((one) => one !== id)
    return items.length === 0 ? takeOut(line.id) : change(line.id, line.version, { ...named(line), items })
  }
  const goUnder = async (id: string, to: string) => {
    const from = under(id)
    const target = mine.find((line) => line.id === to)
    if (from?.id === target?.id) return
    if (from !== undefined && (await without(from, id)) !== '') return
    if (target !== undefined)
      await change(target.id, target.version, { ...named(target), items: [...named(target).items, id] })
    setSaid(target === undefined ? 'It stands by itself again.' : `It is now under “${named(target).name}”.`)
  }
  const begin = async () => {
    const id = first || free[0]?.id
    if (name.trim() === '' || id === undefined) return
    if ((await put(crypto.randomUUID(), { name: name.trim(), items: [id] })) === '') {
      setSaid(`“${name.trim()}” is there.`)
      // What was begun meanwhile stays.
      setName((now) => (now === name ? '' : now))
      if (kept(keep)?.trim() === name.trim()) forgetKept(keep)
      setFirst('')
    }
  }
  const choices = mine.map((line) => ({ value: line.id, label: named(line).name }))
  const of = (line: Line) => ({
    ...{ id: line.id, words: words(line), at: under(line.id)?.id ?? '', choices },
    onMove: (to: string) => void goUnder(line.id, to),
  })
  const dropOn = (to: string) => ({
    onDragOver: (event: React.DragEvent) => event.preventDefault(),
    onDrop: (event: React.DragEvent) => {
      event.preventDefault()
      const id = event.dataTransfer.getData('text/plain')
      if (lines.some((line) => line.id === id)) void goUnder(id, to)
    },
  })
  return (
    <section className={styles.input} aria-label="Put together and name">
      {problem && (
        <Notice kind="error" title="Not done">
          {problem}
        </Notice>
      )}
      <VisuallyHidden>
        <span role="status">{said}</span>
      </VisuallyHidden>
      {mine.map((cluster) => (
        <div key={cluster.id} className={styles.cluster} {...dropOn(cluster.id)}>
          <h3>{named(cluster).name}</h3>
          {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
          <ul role="list" className={styles.cards}>
            {lines
              .filter((line) => named(cluster).items.includes(line.id))
              .map((line) => (
                <One key={line.id} {...of(line)} />
              ))}
          </ul>
        </div>
      ))}
      {free.length > 0 && (
        // Dragging is for whoever likes it: the list beside each line does the same by keys.
        <div className={styles.cluster} {...dropOn('')}>
          <h3>By themselves: {free.length}</h3>
          {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
          <ul role="list" className={styles.cards}>
            {free.map((line) => (
              <One key={line.id} {...of(line)} />
            ))}
          </ul>
        </div>
      )}
      {free.length > 0 && mine.length < Number(step.settings.most ?? 9) && (
        <div className={styles.pair}>
          <TextField
            label="A new name"
            value={name}
            onChange={setName}
            words
            keepAs={keep}
            maxLength={Number(step.settings.name_length ?? 80)}
          />
          <Select
            label="Its first line"
            value={first || (free[0]?.id ?? '')}
            choices={free.map((line) => ({ value: line.id, label: words(line).slice(0, 60) }))}
            onChange={setFirst}
          />
          <Button onClick={() => void begin()}>Begin it</Button>
        </div>
      )}
    </section>
  )
}

type OneProps = {
  id: string
  words: string
  at: string
  choices: readonly { value: string; label: string }[]
  onMove: (to: string) => void
}
function One({ id, words, at, choices, onMove }: OneProps) {
  return (
    <li className={styles.card} draggable onDragStart={(event) => event.dataTransfer.setData('text/plain', id)}>
      <p className={styles.words}>{words}</p>
      <Select
        label={`Under which name: ${words.slice(0, 60)}`}
        hideLabel
        value={at}
        empty="By itself"
        choices={choices}
        onChange={onMove}
      />
    </li>
  )
}
