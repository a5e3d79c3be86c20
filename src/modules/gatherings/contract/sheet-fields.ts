// What a field on a sheet of paper asks for; and those of a thing that is placed between two scales. Pure.

export type Field = {
  name: string
  label: string
  /** `line` and `area` are words; of the others each is what it says. */
  as: 'line' | 'area' | 'number' | 'choice' | 'day' | 'month' | 'time' | 'year' | 'tick'
  choices?: readonly { value: string; label: string }[]
  most?: number
  least?: number
  hint?: string
}
/** Fields that belong together: one thing that is placed, one line of several. */
export type Part = { title: string; fields: Field[] }
export type Thing = { id: string; text: string }
export type Labelled = { key: string; label: string }
export type Range = { least: number; most: number }
type Axis = Range & { label: string; low: string; high: string }

export const choices = (list: readonly Labelled[]) => list.map((one) => ({ value: one.key, label: one.label }))
export const range = (
  label: string,
  { least, most }: Range,
): Pick<Field, 'label' | 'as' | 'least' | 'most' | 'hint'> => ({
  ...{ label, as: 'number', least, most, hint: `${least} to ${most}; empty is “don’t know”` },
})
export const short = (text: string) => (text.length > 120 ? `${text.slice(0, 119)}…` : text)

/** As on a phone; what nobody ticked is claimed by nobody. */
const SURE = [
  { key: 'low', label: 'Not sure' },
  { key: 'medium', label: 'Fairly sure' },
  { key: 'high', label: 'Sure' },
]

/** Each thing with its two places, why, and where the step asks for it how sure the room is. */
export function gridParts(settings: Record<string, unknown>, things: readonly Thing[]): Part[] {
  const [across, up] = [settings.across as Axis, settings.up as Axis]
  const because = Number(settings.because ?? 0)
  return things.map(({ id, text }) => ({
    title: short(text),
    fields: [
      { name: `across ${id}`, ...range(across.label, across) },
      { name: `up ${id}`, ...range(up.label, up) },
      ...(because > 0 ? [{ name: `because ${id}`, label: 'Because', as: 'area' as const, most: because }] : []),
      ...(settings.sure === true ? sureFields(id) : []),
    ],
  }))
}

const sureFields = (id: string): Field[] => [
  {
    ...{ name: `sure ${id}`, label: 'How sure', as: 'choice', choices: choices(SURE) },
    hint: 'Nothing ticked is “not sure”',
  },
  { name: `split ${id}`, label: 'We do not agree on it', as: 'tick' },
]
