// Who sees a thing, whose it is and how long it is kept have to go together, or the promise on the screen cannot be kept.
import type { Definition } from '../../contract/definition.ts'
import { holdsOf, isNameless, LEAST_NAMELESS, revealOf } from '../../contract/derived.ts'
import { KINDS } from '../../contract/kinds.ts'
import type { Step } from '../../contract/step.ts'
import type { Fault } from './problem.ts'

type Rule = { field: string; broken: boolean; sentence: string }

export function checkKeeping(method: Definition, step: Step, at: number): Fault[] {
  const nameless = isNameless(method, step)
  return [...together(step), ...(nameless ? withoutName(method, step) : withName(step))]
    .filter((rule) => rule.broken)
    .map(({ field, sentence }) => ({ path: ['steps', at, field], sentence }))
}

function together(step: Step): Rule[] {
  const { seen_by, belongs_to, kept, group, repeat, writes } = step
  const twos = group === 'pairs' || group === 'trios'
  const presented = repeat !== undefined || writes === 'presenter'
  return [
    {
      field: 'seen_by',
      broken: seen_by === 'pair' && !twos,
      sentence: 'a pair sees this, and it is not done in pairs or trios',
    },
    {
      field: 'seen_by',
      broken: seen_by === 'table' && !['trios', 'fours', 'tables', 'fishbowl'].includes(group),
      sentence: 'a table sees this, and it is not done in trios, fours or at tables',
    },
    {
      field: 'seen_by',
      broken: seen_by === 'presenter' && !presented,
      sentence: 'a presenter sees this, and there is none: let it repeat per presenter, or let the presenter write',
    },
    {
      field: 'belongs_to',
      broken: belongs_to === 'pair' && !(twos && (seen_by === 'pair' || seen_by === 'room')),
      sentence: 'what belongs to a pair is written in pairs, and seen by the pair or the room',
    },
    {
      field: 'belongs_to',
      broken: belongs_to === 'presenter' && !(presented && (seen_by === 'presenter' || seen_by === 'room')),
      sentence: 'what belongs to the presenter is seen by the presenter, in a step that has one',
    },
    {
      field: 'belongs_to',
      broken: belongs_to === 'room' && seen_by !== 'room',
      sentence: 'a room cannot answer for what it does not see: let the room see it, or let it belong to the speaker',
    },
    {
      field: 'kept',
      broken: kept === 'as_owner_wants' && belongs_to !== 'speaker' && belongs_to !== 'presenter',
      sentence: `a ${belongs_to} ends, so nobody would be left to say how long: keep it until_harvested at most`,
    },
  ]
}

/** Nobody can be asked about it afterwards, so everything is settled while it is written. */
function withoutName(method: Definition, step: Step): Rule[] {
  const { kind, may_go, seen_by, belongs_to, kept, writes, group } = step
  // What may be left out is left out by fewer.
  const least = LEAST_NAMELESS[step.optional ? 'numbers' : holdsOf(step)]
  return [
    {
      field: 'kind',
      broken: !KINDS[kind].nameless,
      sentence: `“${kind}” cannot be done without names: somebody has to answer for it`,
    },
    {
      field: 'may_go',
      broken: may_go === undefined,
      sentence:
        'nobody can be asked afterwards about a line without a name: say where it may go while it is written (may_go)',
    },
    {
      field: 'may_go',
      broken: may_go !== undefined && !may_go.includes('stays'),
      sentence: 'it has to be possible that a line stays here (may_go: stays)',
    },
    {
      field: 'may_go',
      broken: may_go?.includes('words') === true && KINDS[kind].holds === 'numbers',
      sentence: 'there are no words here that could go',
    },
    {
      field: 'seen_by',
      broken: seen_by !== 'room',
      sentence: 'without names it is seen by the whole room, all at once: among fewer, people would know whose it is',
    },
    {
      field: 'belongs_to',
      broken: belongs_to !== 'room',
      sentence: 'a line without a name is nobody’s: it belongs to the room',
    },
    {
      field: 'kept',
      broken: kept === 'as_owner_wants' || kept === 'until_step_ends',
      sentence: 'a line without a name is shown at its reveal and has no owner: keep it until_close or until_harvested',
    },
    {
      field: 'group',
      broken: group !== 'solo' && group !== 'all',
      sentence:
        'without names each writes apart: let it be solo or all, so that no line can be traced to a small group',
    },
    {
      field: 'kind',
      broken: method.people.least < least,
      sentence: `without names it is asked of ${least} people or more (${LEAST_NAMELESS.words} where something may be written, ${LEAST_NAMELESS.numbers} where there are only numbers): let the method begin with ${least} people`,
    },
    {
      field: 'writes',
      broken: writes !== 'each',
      sentence: 'without names each writes for themselves',
    },
    {
      field: 'key',
      broken: revealOf(method, step.key) === null,
      sentence: 'lines without names are shown together or not at all: put a step of kind reveal after it (from)',
    },
  ]
}

const withName = ({ may_go }: Step): Rule[] => [
  {
    field: 'may_go',
    broken: may_go !== undefined,
    sentence: 'with names each chooses at the close where their words may go: may_go is for steps without names',
  },
]
