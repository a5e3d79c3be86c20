// What the fields of a sheet say, in the shape that its kind of step takes. Pure.
import { listed, type Question, rowsOf, type SheetStep, type Thing, times } from './sheet.ts'

/** What stands in a field; empty where nothing does. */
type Read = (name: string) => string
const UNKNOWN = 'unknown'

/** What a sheet says, in the shape its kind takes: a line left empty is none. */
export function valuesIn(step: SheetStep, things: readonly Thing[], read: Read): unknown[] {
  const { settings, kind } = step
  const said = (name: string) => read(name).trim()
  const number = (name: string) => (said(name) === '' ? UNKNOWN : Number(said(name)))
  const because = 'because' in settings ? { because: said('because') } : {}
  const rows = <T>(make: (at: number) => T | null): T[] => times(rowsOf(step), make).filter((one) => one !== null)
  switch (kind) {
    case 'write':
      return rows((at) => writeValue(step, at, said, number))
    case 'round':
    case 'discuss':
      return rows((at) => (said(`text ${at}`) === '' ? null : { text: said(`text ${at}`) }))
    case 'ask_deeper': {
      const whys = times(Number(settings.deepest), (at) => said(`why ${at}`)).filter(Boolean)
      return whys.length === 0 ? [] : [{ about: said('about'), whys }]
    }
    case 'grid':
      return things.flatMap(({ id }) => {
        const spot = { across: number(`across ${id}`), up: number(`up ${id}`), because: said(`because ${id}`) }
        if (spot.across === UNKNOWN && spot.up === UNKNOWN && spot.because === '') return []
        const sure = { sure: said(`sure ${id}`) || 'low', split: said(`split ${id}`) !== '' }
        return [{ item: id, ...spot, ...(settings.sure === true ? sure : {}) }]
      })
    case 'bands': {
      const places = listed(settings.bands).flatMap(({ key }) =>
        said(`band ${key}`) === '' ? [] : [[key, Number(said(`band ${key}`))] as const],
      )
      return places.length === 0 && because.because === '' ? [] : [{ places: Object.fromEntries(places), ...because }]
    }
    case 'tally':
      // On paper a stroke has no second: they all stand at the beginning.
      return listed(settings.buttons).flatMap(({ key }) =>
        times(Number(said(`button ${key}`) || 0), () => ({
          ...{ second: 0, button: key },
          ...(settings.speakers === 'nobody' ? {} : { speaker: null }),
        })),
      )
    case 'sort':
      return settings.write === true
        ? rows((at) => {
            const [column, text] = [said(`column ${at}`), said(`text ${at}`)]
            return column === '' && text === '' ? null : { column, text, item: null }
          })
        : things.flatMap(({ id }) =>
            said(`column ${id}`) === '' ? [] : [{ column: said(`column ${id}`), text: '', item: id }],
          )
    case 'dot_vote': {
      const dots = things.flatMap(({ id }) =>
        Number(said(`dots ${id}`)) > 0 ? [[id, Number(said(`dots ${id}`))] as const] : [],
      )
      return dots.length === 0 ? [] : [{ dots: Object.fromEntries(dots) }]
    }
    case 'rate':
      return [{ answers: rateAnswers(step, things, said, number), ...because }]
    case 'predict':
      return [
        {
          answers: Object.fromEntries(listed(settings.questions).map(({ key }) => [key, number(`answer ${key}`)])),
          ...because,
        },
      ]
    case 'timeline':
      return rows((at) => {
        if (said(`text ${at}`) === '' && said(`when ${at}`) === '') return null
        return {
          ...{ when: said(`when ${at}`), text: said(`text ${at}`) },
          ...(listed(settings.lanes).length > 0 ? { lane: said(`lane ${at}`) } : {}),
          ...(settings.felt === true ? { felt: said(`felt ${at}`) === '' ? null : Number(said(`felt ${at}`)) } : {}),
        }
      })
    case 'outline':
      if (said('text') === '') return []
      return [
        {
          ...{ text: said('text'), parent: said('parent') || null, level: Number(said('level') || 1) },
          ...(settings.tags === undefined
            ? {}
            : { tags: listed(settings.tags).flatMap(({ key }) => (said(`tag ${key}`) === '' ? [] : [key])) }),
          ...(settings.sign === true ? { sign: said('sign') || UNKNOWN } : {}),
        },
      ]
    case 'function_grid': {
      const marks = listed(settings.functions).flatMap(({ key }) => {
        const [now, should] = [said(`now ${key}`), said(`should ${key}`)]
        return now === '' && should === '' ? [] : [[key, { now: whoIn(now), should: whoIn(should) }] as const]
      })
      return marks.length === 0 ? [] : [{ marks: Object.fromEntries(marks) }]
    }
    case 'acceptance':
      return said('answer') === '' ? [] : [{ answer: said('answer'), words: said('words') }]
    case 'commit':
      if (said('what') === '') return []
      return [
        {
          ...{ what: said('what'), who: said('who'), by: said('by') || null },
          ...(settings.follow === true ? { known_by: said('known_by'), asked_by: said('asked_by') } : {}),
        },
      ]
    case 'story': {
      if (said('title') === '') return []
      const parts = Object.fromEntries(listed(settings.parts).map(({ key }) => [key, said(`part ${key}`)]))
      return [{ title: said('title'), parts, may_go: 'stays', others: said('others') !== '' }]
    }
    default:
      return []
  }
}

function whoIn(name: string): unknown {
  if (name === '') return UNKNOWN
  const plain = name.toLowerCase()
  return plain === 'me' || plain === 'nobody' ? plain : { who: name }
}

function writeValue(
  { settings }: SheetStep,
  at: number,
  said: Read,
  number: (name: string) => unknown,
): unknown | null {
  const fields = listed(settings.fields)
  const score = settings.score === undefined ? {} : { score: number(`score ${at}`) }
  if (fields.length === 0) return said(`text ${at}`) === '' ? null : { text: said(`text ${at}`), ...score }
  const filled = Object.fromEntries(fields.map(({ key }) => [key, said(`field ${key} ${at}`)]))
  return Object.values(filled).every((one) => one === '') ? null : { fields: filled, ...score }
}

function rateAnswers(step: SheetStep, things: readonly Thing[], said: Read, number: (name: string) => unknown) {
  const { settings } = step
  const asked: Question[] =
    settings.each_item === true
      ? things.map(({ id }) => ({ key: id, label: '' }))
      : listed<Question>(settings.questions)
  return Object.fromEntries(
    asked.map((one) => {
      const options = one.options ?? listed(settings.options)
      if (one.several)
        return [one.key, options.flatMap(({ key }) => (said(`answer ${one.key} ${key}`) === '' ? [] : [key]))]
      if (options.length > 0) return [one.key, said(`answer ${one.key}`) || UNKNOWN]
      if (settings.adds_up_to !== undefined) return [one.key, Number(said(`answer ${one.key}`) || 0)]
      return [one.key, number(`answer ${one.key}`)]
    }),
  )
}
