import type { Step } from '#modules/methods/contract/step.ts'

/** Who is made up for a rehearsal: enough for pairs, a table and a line without a name, few enough to read. */
const USUAL = 7
const AT_A_TABLE = 3
const INVENTED = [
  { name: 'Ines (invented)', organisation: 'A charity' },
  { name: 'Jo (invented)', organisation: 'The council' },
  { name: 'Karim (invented)', organisation: '' },
  { name: 'Lena (invented)', organisation: 'A clinic' },
  { name: 'Mo (invented)', organisation: 'A charity' },
  { name: 'Nia (invented)', organisation: '' },
  { name: 'Oli (invented)', organisation: 'A clinic' },
  { name: 'Pia (invented)', organisation: 'The council' },
  { name: 'Quin (invented)', organisation: 'A charity' },
  { name: 'Rosa (invented)', organisation: '' },
  { name: 'Sam (invented)', organisation: 'A school' },
  { name: 'Tess (invented)', organisation: 'The council' },
  { name: 'Umar (invented)', organisation: 'A school' },
  { name: 'Vera (invented)', organisation: '' },
  { name: 'Will (invented)', organisation: 'A clinic' },
]

/** So many that each of several methods that are done at once has a table. */
export const inventedFor = (ways: number) => INVENTED.slice(0, Math.max(USUAL, ways * AT_A_TABLE))

const SENTENCES = [
  'Families wait, and nobody tells them how long.',
  'When we rang first, most came.',
  'The form asks what we know already.',
  'It works where one person holds it.',
  'We never asked those who stayed away.',
  'Two of us do the same on the same day.',
]
const said = (n: number, most = 280) => SENTENCES[n % SENTENCES.length]!.slice(0, most)
const between = (n: number, { least, most }: { least: number; most: number }) =>
  least + ((n * 3 + 1) % (most - least + 1))
const one = <T>(n: number, list: readonly T[]): T => list[n % list.length]!
const fields = (n: number, list: readonly { key: string; most_length: number }[]) =>
  Object.fromEntries(list.map((field, at) => [field.key, said(n + at, field.most_length)]))

/**
 * What somebody invented puts in to a step, in the shape its settings ask for; null where the step takes nothing from them.
 * @param n which of them it is: each says something else.
 * @param things ids of what the steps it works on took in.
 */
export function invent(step: Step, n: number, things: readonly string[]): unknown {
  switch (step.kind) {
    case 'write': {
      const { fields: asked, most_length, score } = step.settings
      return {
        ...(asked === undefined ? { text: said(n, most_length) } : { fields: fields(n, asked) }),
        ...(score === undefined ? {} : { score: between(n, score) }),
      }
    }
    case 'ask_deeper':
      return { about: said(n), whys: [said(n + 1), said(n + 2)].slice(0, step.settings.deepest) }
    case 'cluster':
      return things.length === 0 ? null : { name: 'What keeps coming back', items: things.slice(0, 3) }
    case 'grid': {
      if (things.length === 0) return null
      const { across, up, sure } = step.settings
      const spot = { across: between(n, across), up: between(n + 1, up), because: '' }
      return { item: one(n, things), ...spot, ...(sure ? { sure: 'medium', split: false } : {}) }
    }
    case 'bands':
      return { places: { [one(n, step.settings.bands).key]: (n * 17) % 101 }, because: '' }
    case 'tally': {
      const { buttons, speakers } = step.settings
      return { second: n * 11, button: one(n, buttons).key, ...(speakers === 'nobody' ? {} : { speaker: null }) }
    }
    case 'sort': {
      const { columns, write, most_length } = step.settings
      if (write) return { column: one(n, columns).key, text: said(n, most_length), item: null }
      return things.length === 0 ? null : { column: one(n, columns).key, text: '', item: one(n, things) }
    }
    case 'dot_vote':
      return things.length === 0 ? null : { dots: { [one(n, things)]: 1 } }
    case 'rate':
      return inventRating(step.settings, n, things)
    case 'predict':
      return {
        answers: Object.fromEntries(
          step.settings.questions.map((asked) => [asked.key, asked.least + ((n + 1) / 8) * (asked.most - asked.least)]),
        ),
        because: '',
      }
    case 'timeline': {
      const { unit, lanes, felt, most_length } = step.settings
      const month = String((n % 9) + 1).padStart(2, '0')
      const when = { year: `202${n % 6}`, month: `2025-${month}`, day: `2025-${month}-12`, time: `1${n % 6}:30` }[unit]
      const beside = {
        ...(lanes === undefined ? {} : { lane: one(n, lanes).key }),
        ...(felt ? { felt: (n % 5) - 2 } : {}),
      }
      return { when, text: said(n, most_length), ...beside }
    }
    case 'outline': {
      const { tags, sign, most_length } = step.settings
      return {
        ...{ text: said(n, most_length), parent: null, level: 1 },
        ...(tags === undefined ? {} : { tags: [] }),
        ...(sign ? { sign: 'good' } : {}),
      }
    }
    case 'function_grid':
      return {
        marks: Object.fromEntries(
          step.settings.functions.slice(0, 3).map(({ key }) => [key, { now: 'unknown', should: { who: 'All of us' } }]),
        ),
      }
    case 'acceptance':
      return { answer: one(n, ['agree', 'live_with', 'agree', 'not_yet']), words: n % 4 === 3 ? said(n) : '' }
    case 'round':
    case 'discuss':
      return step.settings.notes === 'each' ? { text: said(n, step.settings.most_length) } : null
    case 'commit': {
      const follow = step.settings.follow ? { known_by: said(n + 1), asked_by: 'Jo' } : {}
      return { what: said(n, step.settings.most_length), who: 'Jo', by: null, ...follow }
    }
    case 'story':
      return { title: 'One morning', parts: fields(n, step.settings.parts), may_go: 'stays', others: false }
    default:
      return null
  }
}

type Rating = Extract<Step, { kind: 'rate' }>['settings']
function inventRating(
  { questions = [], each_item, scale, options, adds_up_to }: Rating,
  n: number,
  things: readonly string[],
) {
  const answer = (at: number) =>
    options === undefined ? (scale === undefined ? 'unknown' : between(n + at, scale)) : one(n + at, options).key
  if (each_item)
    return things.length === 0
      ? null
      : { answers: Object.fromEntries(things.map((id, at) => [id, answer(at)])), because: '' }
  if (adds_up_to !== undefined)
    return {
      answers: Object.fromEntries(questions.map(({ key }, at) => [key, at === 0 ? adds_up_to : 0])),
      because: '',
    }
  const own = ({ options: their, several }: (typeof questions)[number], at: number) => {
    const said = their === undefined ? answer(at) : one(n + at, their).key
    return several ? [said] : said
  }
  return { answers: Object.fromEntries(questions.map((asked, at) => [asked.key, own(asked, at)])), because: '' }
}
