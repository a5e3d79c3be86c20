// A sheet of paper as a form: the same few fields for every kind of step. Pure.
import {
  choices,
  type Field,
  gridParts,
  type Labelled,
  type Part,
  type Range,
  range,
  short,
  type Thing,
} from './sheet-fields.ts'
import type { Planned } from './state.ts'

export type { Field, Part, Thing }

export type SheetStep = Pick<Planned, 'kind' | 'settings' | 'prompt'>
export type Question = Labelled & { options?: Labelled[]; several?: boolean }
const UNKNOWN = 'unknown'
/** One sheet has room for so many lines; more go on another. */
const MOST_LINES = 6

export const listed = <T = Labelled>(value: unknown): T[] => (Array.isArray(value) ? (value as T[]) : [])
export const times = <T>(n: number, make: (at: number) => T): T[] => Array.from({ length: n }, (_, at) => make(at))
export const rowsOf = (step: SheetStep) => Math.min(MOST_LINES, Number(step.settings.lines ?? 1))
const becauseOf = (step: SheetStep): Part[] =>
  Number(step.settings.because ?? 0) > 0
    ? [{ title: '', fields: [{ name: 'because', label: 'Because', as: 'area', most: Number(step.settings.because) }] }]
    : []
const AS_WHEN = { year: 'year', month: 'month', day: 'day', time: 'time' } as const
const FELT = [-2, -1, 0, 1, 2].map((n) => ({ value: String(n), label: n > 0 ? `+${n}` : String(n) }))

/** The fields of one sheet. Empty where nothing of this kind is written on paper. */
export function sheetOf(step: SheetStep, things: readonly Thing[]): Part[] {
  const { settings, kind } = step
  const most = Number(settings.most_length ?? 280)
  const area = (name: string, label: string, longest = most): Field => ({ name, label, as: 'area', most: longest })
  switch (kind) {
    case 'write':
      return times(rowsOf(step), (at) => ({ title: '', fields: writeFields(step, at) }))
    case 'round':
    case 'discuss':
      return times(rowsOf(step), (at) => ({ title: '', fields: [area(`text ${at}`, 'The line')] }))
    case 'ask_deeper':
      return [
        {
          title: '',
          fields: [
            area('about', 'What it is about'),
            ...times(Number(settings.deepest), (at) =>
              area(`why ${at}`, at === 0 ? String(settings.question) : 'And why?'),
            ),
          ],
        },
      ]
    case 'grid':
      return gridParts(settings, things)
    case 'bands':
      return [
        {
          title: '',
          fields: listed(settings.bands).map(({ key, label }) => ({
            ...{ name: `band ${key}`, label, as: 'number' as const, least: 0, most: 100 },
            hint: '0 to 100; empty is not in it',
          })),
        },
        ...becauseOf(step),
      ]
    case 'tally':
      return [
        {
          title: '',
          fields: listed(settings.buttons).map(({ key, label }) => ({
            ...{ name: `button ${key}`, label, as: 'number' as const, least: 0, most: 60, hint: 'Strokes' },
          })),
        },
      ]
    case 'sort':
      return settings.write === true
        ? times(rowsOf(step), (at) => ({
            title: '',
            fields: [
              {
                name: `column ${at}`,
                label: 'Where it belongs',
                as: 'choice' as const,
                choices: choices(listed(settings.columns)),
              },
              area(`text ${at}`, 'The line'),
            ],
          }))
        : things.map((thing) => ({
            title: short(thing.text),
            fields: [
              {
                name: `column ${thing.id}`,
                label: 'Where it belongs',
                as: 'choice' as const,
                choices: choices(listed(settings.columns)),
              },
            ],
          }))
    case 'dot_vote':
      return [
        {
          title: `${Number(settings.dots)} dots, at most ${Number(settings.most_on_one)} on one thing`,
          fields: things.map((thing) => ({
            ...{ name: `dots ${thing.id}`, label: short(thing.text), as: 'number' as const, least: 0 },
            most: Number(settings.most_on_one),
          })),
        },
      ]
    case 'rate':
      return [{ title: '', fields: rateFields(step, things) }, ...becauseOf(step)]
    case 'predict':
      return [
        {
          title: '',
          fields: listed<Labelled & Range & { unit: string }>(settings.questions).map((one) => ({
            ...{ name: `answer ${one.key}`, ...range(`${one.label} (${one.unit})`, one) },
          })),
        },
        ...becauseOf(step),
      ]
    case 'timeline':
      return times(rowsOf(step), (at) => ({
        title: '',
        fields: [
          { name: `when ${at}`, label: 'When', as: AS_WHEN[settings.unit as keyof typeof AS_WHEN] },
          area(`text ${at}`, 'What happened'),
          ...(listed(settings.lanes).length > 0
            ? [
                {
                  name: `lane ${at}`,
                  label: 'In which row',
                  as: 'choice' as const,
                  choices: choices(listed(settings.lanes)),
                },
              ]
            : []),
          ...(settings.felt === true
            ? [{ name: `felt ${at}`, label: 'How it felt', as: 'choice' as const, choices: FELT }]
            : []),
        ],
      }))
    case 'outline':
      return [{ title: '', fields: outlineFields(step, things) }]
    case 'function_grid':
      return listed(settings.functions).map(({ key, label }) => ({
        title: label,
        fields: [
          {
            name: `now ${key}`,
            label: 'Who does it',
            as: 'line',
            most: 80,
            hint: 'A name, “me” or “nobody”; empty is “don’t know”',
          },
          { name: `should ${key}`, label: 'Who should', as: 'line', most: 80 },
        ],
      }))
    case 'acceptance':
      return [
        {
          title: '',
          fields: [
            { name: 'answer', label: 'Can they live with it?', as: 'choice', choices: ANSWERS },
            area('words', 'In words'),
          ],
        },
      ]
    case 'commit':
      return [
        {
          title: '',
          fields: [
            area('what', 'What will be done'),
            { name: 'who', label: 'Who', as: 'line', most: 120 },
            { name: 'by', label: 'By', as: 'day' },
            ...(settings.follow === true
              ? [
                  area('known_by', 'How will they know'),
                  { name: 'asked_by', label: 'Who asks them', as: 'line' as const, most: 120 },
                ]
              : []),
          ],
        },
      ]
    case 'story':
      return [
        {
          title: '',
          fields: [
            { name: 'title', label: 'How it is called', as: 'line', most: Number(settings.title_length) },
            ...listed<Labelled & { most_length: number }>(settings.parts).map((one) =>
              area(`part ${one.key}`, one.label, one.most_length),
            ),
            { name: 'others', label: 'Somebody else in it could be recognised', as: 'tick' },
          ],
        },
      ]
    default:
      return []
  }
}

const ANSWERS = [
  { value: 'agree', label: 'Agree' },
  { value: 'live_with', label: 'Can live with it' },
  { value: 'not_yet', label: 'Not yet' },
]
const SIGNS = [
  { value: 'good', label: 'Did good' },
  { value: 'harm', label: 'Did harm' },
  { value: UNKNOWN, label: 'Cannot be told yet' },
]

function writeFields({ settings }: SheetStep, at: number): Field[] {
  const fields = listed<Labelled & { most_length: number }>(settings.fields)
  const score = settings.score as (Range & { label: string }) | undefined
  return [
    ...(fields.length > 0
      ? fields.map((one) => ({
          name: `field ${one.key} ${at}`,
          label: one.label,
          as: 'area' as const,
          most: one.most_length,
        }))
      : [{ name: `text ${at}`, label: 'The line', as: 'area' as const, most: Number(settings.most_length ?? 280) }]),
    ...(score === undefined ? [] : [{ name: `score ${at}`, ...range(score.label, score) }]),
  ]
}

function rateFields({ settings }: SheetStep, things: readonly Thing[]): Field[] {
  const scale = settings.scale as Range | undefined
  const asked: Question[] =
    settings.each_item === true
      ? things.map((thing) => ({ key: thing.id, label: short(thing.text) }))
      : listed<Question>(settings.questions)
  const shares = settings.adds_up_to as number | undefined
  return asked.flatMap((one): Field[] => {
    const options = one.options ?? listed(settings.options)
    if (one.several)
      return options.map((option) => ({
        ...{ name: `answer ${one.key} ${option.key}`, label: `${one.label}: ${option.label}`, as: 'tick' as const },
      }))
    if (options.length > 0)
      return [{ name: `answer ${one.key}`, label: one.label, as: 'choice', choices: choices(options) }]
    if (shares !== undefined)
      return [
        {
          name: `answer ${one.key}`,
          label: one.label,
          as: 'number',
          least: 0,
          most: shares,
          hint: `All together ${shares}`,
        },
      ]
    return [{ name: `answer ${one.key}`, ...range(one.label, scale ?? { least: 0, most: 10 }) }]
  })
}

function outlineFields({ settings }: SheetStep, things: readonly Thing[]): Field[] {
  const levels = listed<string>(settings.levels)
  return [
    { name: 'text', label: 'The line', as: 'area', most: Number(settings.most_length ?? 280) },
    {
      name: 'level',
      label: 'Which ring',
      as: 'choice',
      choices: levels.map((label, at) => ({ value: String(at + 1), label })),
    },
    {
      name: 'parent',
      label: 'What it follows from',
      as: 'choice',
      choices: things.map((one) => ({ value: one.id, label: short(one.text) })),
    },
    ...listed(settings.tags).map((tag) => ({ name: `tag ${tag.key}`, label: tag.label, as: 'tick' as const })),
    ...(settings.sign === true ? [{ name: 'sign', label: 'What it did', as: 'choice' as const, choices: SIGNS }] : []),
  ]
}
