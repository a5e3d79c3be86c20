import type { Line, Planned } from '#modules/gatherings/contract/state.ts'
import type { At } from './at.ts'
import { useKind } from './known.ts'
import { Told } from './numbers.tsx'

/** Of too few answers nothing is shown, and what was written goes back to the device it was written on. */
const UNREAD =
  'Nothing of this is shown: fewer than five answered, or too few were still here, so it could be told whose a line is. Nobody has read it, and nobody will. Whoever wrote something has it back on their own device.'

/** Lines in the list of their own kind, with its picture after it. */
export function Shown({ step, lines, at, picture }: { step: Planned; lines: Line[]; at: At; picture: boolean }) {
  const of = useKind(step.kind)
  if (of === null || (lines.length === 0 && at.due && !(step.nameless && of.counts)))
    return <p class="soft">One moment…</p>
  const props = { lines, settings: step.settings, step, at }
  const { List, Said, Picture } = of
  if (step.nameless && of.counts) return <Told step={step} words={lines.map((line) => line.value)} kind={of} at={at} />
  return (
    <>
      {lines.length === 0 ? (
        <p class="soft">{step.nameless ? UNREAD : 'Nothing was put in here.'}</p>
      ) : List ? (
        <List {...props} />
      ) : (
        <ul class="lines">
          {lines.map((line) => (
            <li key={line.id}>
              {Said && <Said value={line.value} settings={props.settings} at={at} />}
              {(line.by !== '' || line.mine) && (
                <span class="soft small">
                  {line.by}
                  {line.forTable ? ', for a table' : ''}
                  {line.mine ? ' (yours)' : ''}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {picture && Picture && lines.length > 0 && <Picture {...props} />}
    </>
  )
}
