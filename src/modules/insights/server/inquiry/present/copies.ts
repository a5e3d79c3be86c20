import type { OpenKind } from '#platform/copies/kinds.ts'

const own = 't.author_id = me()'
const unsigned = { hand: 'author_id', own }
const named = (column: string) => `(select p.name from person p where p.id = t.${column})`

/** Questions, assumptions, experiments, cycles and aims, as a copy of a space tells them. */
export const inquiryKinds: OpenKind[] = [
  {
    ...{ kind: 'question', title: 'Learning questions', table: 'learning_question', words: 'words', ...unsigned },
    columns: ['words', 'why', 'known', 'informs', 'by_on', 'whose', 'state', 'state_reason'],
    says: { owner: named('owner_id'), facilitator: named('facilitator_id') },
    // One that is worked on has somebody who carries it: where it is brought in, that is whoever brings it, who is alone there.
    back: (line, { me }) => ({
      row: {
        ...(line.owner === undefined ? {} : { owner_id: me }),
        ...(line.facilitator === undefined ? {} : { facilitator_id: me }),
      },
    }),
  },
  {
    ...{ kind: 'assumption', title: 'Assumptions', table: 'assumption', words: 'words', ...unsigned },
    columns: ['words', 'holder', 'state'],
  },
  {
    ...{ kind: 'experiment', title: 'Experiments', table: 'experiment', words: 'words', ...unsigned },
    columns: [
      ...['words', 'safe', 'risk_agreed_by', 'risk_agreed_on', 'appetite', 'starts_on', 'stops_on', 'stop_sign'],
      ...['ended_on', 'result', 'came', 'tell_others'],
    ],
  },
  {
    ...{ kind: 'cycle', title: 'Learning cycles', table: 'learning_cycle', words: 'words', ...unsigned },
    columns: ['words', 'evaluation', 'pace', 'weeks', 'starts_on', 'at_step', 'ended_on'],
  },
  {
    ...{ kind: 'cycle_step', title: 'Steps of cycles', table: 'cycle_step', words: 'words', bare: true, ...unsigned },
    columns: ['step', 'words', 'done_on'],
    refs: ['cycle_id'],
  },
  {
    ...{ kind: 'aim', title: 'Aims', table: 'aim', words: 'words', ...unsigned },
    columns: ['kind', 'words', 'by_on', 'whose'],
  },
  {
    ...{ kind: 'inquiry_change', title: 'How they changed', table: 'inquiry_change', words: 'why', ...unsigned },
    columns: ['of_kind', 'was', 'becomes', 'why'],
    refs: ['of_id'],
  },
  {
    ...{ kind: 'inquiry_link', title: 'What belongs to what', table: 'inquiry_link', words: 'role' },
    ...{ bare: true, ...unsigned },
    columns: ['from_kind', 'to_kind', 'role'],
    refs: ['from_id', 'to_id'],
  },
]
