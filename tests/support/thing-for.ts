// What somebody might put in to any step.
import type { Planned } from '#modules/gatherings/contract/state.ts'
import type { Step } from '#modules/methods/contract/step.ts'

type Settings<K extends Step['kind']> = Extract<Step, { kind: K }>['settings']
const WHEN = { year: '2025', month: '2025-10', day: '2025-10-22', time: '14:30' }
const fieldsOf = (fields: readonly { key: string }[]) =>
  Object.fromEntries(fields.map(({ key }, at) => [key, at === 0 ? 'What came up' : '']))

/** One thing that fits a step, about the first of the things that it works on. */
export function thingFor({ kind, settings }: Pick<Planned, 'kind' | 'settings'>, items: readonly string[]): unknown {
  const as = <K extends Step['kind']>() => settings as Settings<K>
  const [item] = items
  switch (kind) {
    case 'write': {
      const { fields, score } = as<'write'>()
      return {
        ...(fields === undefined ? { text: 'A line of mine' } : { fields: fieldsOf(fields) }),
        ...(score === undefined ? {} : { score: score.least }),
      }
    }
    case 'ask_deeper':
      return { about: 'What I do', whys: ['Because it matters', 'So that nobody goes home to an empty house'] }
    case 'groups':
      return { not_with: [] }
    case 'cluster':
      return item === undefined ? null : { name: 'These belong together', items: [item] }
    case 'grid': {
      const { across, up, sure } = as<'grid'>()
      if (item === undefined) return null
      return {
        item,
        across: across.most,
        up: 'unknown',
        because: '',
        ...(sure ? { sure: 'low', split: false } : {}),
        ...(up ? {} : {}),
      }
    }
    case 'bands':
      return { places: { [as<'bands'>().bands[0]!.key]: 60 }, because: '' }
    case 'tally': {
      const { buttons, speakers } = as<'tally'>()
      return { second: 12, button: buttons[0]!.key, ...(speakers === 'nobody' ? {} : { speaker: null }) }
    }
    case 'sort': {
      const { columns, write } = as<'sort'>()
      if (!write && item === undefined) return null
      return write
        ? { column: columns[0]!.key, text: 'Sorted', item: null }
        : { column: columns[0]!.key, text: '', item }
    }
    case 'dot_vote':
      return item === undefined ? null : { dots: { [item]: 1 } }
    case 'rate': {
      const { questions, each_item, scale, options, adds_up_to } = as<'rate'>()
      const usual = options?.[0]?.key ?? scale?.least ?? 'unknown'
      if (each_item) return item === undefined ? null : { answers: { [item]: usual }, because: '' }
      const answers = (questions ?? []).map((question, at) => {
        if (adds_up_to !== undefined) return [question.key, at === 0 ? adds_up_to : 0]
        const one = question.options?.[0]?.key ?? usual
        return [question.key, question.several ? [one] : one]
      })
      return { answers: Object.fromEntries(answers), because: '' }
    }
    case 'predict':
      return {
        answers: Object.fromEntries(as<'predict'>().questions.map(({ key, least }) => [key, least])),
        because: '',
      }
    case 'timeline': {
      const { unit, lanes, felt } = as<'timeline'>()
      return {
        ...{ when: WHEN[unit], text: 'It began' },
        ...(lanes === undefined ? {} : { lane: lanes[0]!.key }),
        ...(felt ? { felt: 1 } : {}),
      }
    }
    case 'outline': {
      const { tags, sign } = as<'outline'>()
      return {
        ...{ text: 'Somebody began to ring first', parent: null, level: 1 },
        ...(tags === undefined ? {} : { tags: [tags[0]!.key] }),
        ...(sign ? { sign: 'good' } : {}),
      }
    }
    case 'function_grid':
      return { marks: { [as<'function_grid'>().functions[0]!.key]: { now: 'me', should: 'nobody' } } }
    case 'acceptance':
      return { answer: 'not_yet', words: 'Who is “we”?' }
    case 'round':
    case 'discuss':
      return { text: 'Noted' }
    case 'commit':
      return {
        ...{ what: 'Ring the housing team', who: 'Ama', by: '2026-04-01' },
        ...(as<'commit'>().follow ? { known_by: '', asked_by: '' } : {}),
      }
    case 'story':
      return { title: 'A visit', parts: fieldsOf(as<'story'>().parts), may_go: 'stays', others: false }
    default:
      return null
  }
}
