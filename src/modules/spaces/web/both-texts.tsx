import { Section } from '#web/ui/page.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import type { useHere } from './data.ts'
import { written } from './data.ts'
import styles from './spaces.module.css'
import { ANCHOR_WORDS, INTENSITY_WORDS, PHASE_WORDS } from './words.tsx'

type Charter = NonNullable<NonNullable<ReturnType<typeof useHere>['data']>['charter']>
/** What a space says of itself, as it stands in the fields. */
export type Said = Record<'name' | 'purpose' | 'priorities' | 'payer' | 'phase' | 'intensity' | 'anchor', string>
const LABELS: Record<keyof Said, string> = {
  name: 'Name',
  purpose: 'What we are here for',
  priorities: 'Our priorities',
  phase: 'Where we say we are',
  payer: 'Who pays',
  anchor: 'It gathers round',
  intensity: 'How much we take on',
}

export function saidIn(form: FormData): Said {
  const priorities = written(form, 'priorities')
    .split('\n')
    .map((one) => one.trim())
    .filter(Boolean)
    .join('\n')
  const of = (key: keyof Said) => written(form, key)
  return {
    name: of('name'),
    purpose: of('purpose'),
    priorities,
    payer: of('payer'),
    phase: of('phase'),
    intensity: of('intensity'),
    anchor: of('anchor'),
  }
}

export function saidOf(charter: Charter, name: string): Said {
  const { purpose, priorities, payer, phase, intensity, anchor } = charter
  return { name, purpose, priorities: priorities.join('\n'), payer, phase, intensity, anchor }
}

function shown(key: keyof Said, said: Said): string {
  const text = said[key]
  if (key === 'phase') return PHASE_WORDS[text as Charter['phase']].label
  if (key === 'anchor') return ANCHOR_WORDS[text as Charter['anchor']]
  if (key === 'intensity') return INTENSITY_WORDS[text as Charter['intensity']]
  return text || 'Nothing'
}

type BothProps = {
  mine: Said
  theirs: Said
  chosen: Partial<Record<keyof Said, 'mine' | 'theirs'>>
  onChoose: (chosen: Partial<Record<keyof Said, 'mine' | 'theirs'>>) => void
}

/** Somebody changed it meanwhile: wherever the two differ, both stand here, and one is chosen. Yours is until then. */
export function BothTexts({ mine, theirs, chosen, onChoose }: BothProps) {
  const differ = (Object.keys(LABELS) as (keyof Said)[]).filter((key) => mine[key] !== theirs[key])
  return (
    <Section
      title="Somebody changed it while you were writing"
      note={
        differ.length === 0
          ? 'They came to the same: there is nothing to choose.'
          : 'Both are kept. Choose, or join the two in the fields below, where yours stands as you typed it.'
      }
    >
      {differ.map((key) => (
        <div key={key}>
          <RadioGroup
            label={LABELS[key]}
            name={`choose-${key}`}
            value={chosen[key] ?? 'mine'}
            onChange={(which) => onChoose({ ...chosen, [key]: which as 'mine' })}
            choices={[
              { value: 'mine', label: 'What I wrote' },
              { value: 'theirs', label: 'What it says now' },
            ]}
          />
          <div className={styles.versions}>
            <dl className={styles.both}>
              <dt>Yours</dt>
              <dd>{shown(key, mine)}</dd>
            </dl>
            <dl className={styles.both}>
              <dt>What it says now</dt>
              <dd>{shown(key, theirs)}</dd>
            </dl>
          </div>
        </div>
      ))}
    </Section>
  )
}
