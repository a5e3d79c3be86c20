import { type Step, said, stands } from '../steps.ts'
import { call, conclude, document, excerpt, turning } from './said.ts'

const REVIEW = {
  method: 'After-action review',
  asked: 'The front door group and four carers',
  n: 12,
  dated: '2027-01-14',
}

/** The after-action review, and what nobody can say yet. */
export const REVIEWED: Step[] = [
  document(
    '2027-01-15 10:00',
    'Maya Lindqvist',
    'review',
    'wearmouth',
    'after-action-review-14-january-2027.txt',
    'After-action review, 14 January 2027',
    'Written down in the room, read back, agreed',
  ),
  excerpt(
    '2027-01-15 10:10',
    'Maya Lindqvist',
    'v-held',
    'review',
    'The week two of us were ill, it held.',
    'nobody',
    REVIEW,
  ),
  excerpt(
    '2027-01-15 10:12',
    'Maya Lindqvist',
    'v-late',
    'review',
    'Of those who left after six in the evening, 4 of 19 were rung in time.',
    'nobody',
    { ...REVIEW, limits: 'It was so before, and it is so still.' },
  ),
  excerpt(
    '2027-01-15 10:14',
    'Maya Lindqvist',
    'v-list',
    'review',
    "We stopped asking whose family it was. There was one list and it was the ward's.",
    { member: 'Yasmin Begum' },
    REVIEW,
  ),
  conclude(
    '2027-01-15 11:00',
    'Shanice Cole',
    'a-rota',
    'partly_agreed',
    '58 of 81 families had a call in their first 48 hours. Those who left after six in the evening mostly did not.',
    'The review of 14 January',
    {
      for_whom: 'families leaving two wards',
      happened_on: '2026-12-18',
      shown_by: 'The ward’s list and the call log, laid side by side.',
    },
  ),
  conclude(
    '2027-01-15 11:10',
    'Marie Dodds',
    'a-rota',
    'agreed',
    'Harbour Families and Wear Carers share a rota, after eighteen years of bidding against each other.',
    'Marie Dodds and Yasmin Begum',
    { intended: false },
  ),
  conclude(
    '2027-01-15 11:20',
    'Simon Achebe',
    'a-rota',
    'too_early',
    'Coming back to hospital: too early, look again in September 2027.',
    'Simon Achebe',
    { look_again_on: '2027-09-15' },
  ),
  call('2027-01-15 11:30', 'Marie Dodds', 'insights.settleAssumption', {
    ...{ assumption: '$a-rivals', version: 1, state: 'changed' },
    reason: 'They shared one for six weeks. It helped that the list belonged to neither of them.',
  }),
  turning('2027-01-15 12:00', 'Yasmin Begum', '2027-01-14', 'Marie and I sat on the same side of the table.'),
  call(
    '2027-01-20 14:00',
    'Maya Lindqvist',
    'insights.write',
    {
      ...{ ...said('wearmouth'), words: 'Two who compete can share a rota when neither of them owns the list.' },
      evidence: ['v-list', 'v-held', 'n-list'].map((id) => ({ id: `$${id}`, bears: 'supports' })),
      ...{ scope: 'Two charities, six weeks', loop: 'double', confidence: 'fairly', asked: 12 },
      ...{ change_mind: 'A tender.', sense_made_by: 'The front door group and four carers.' },
    },
    'i-list',
  ),
  call('2027-01-21 08:00', 'Arthur Lister', 'insights.addDissent', {
    insight: '$i-list',
    words: 'They could because they were tired. I would not build on that.',
  }),
  call(
    '2027-01-26 15:30',
    'Raj Malhotra',
    'insights.decide',
    {
      ...{
        ...stands('wearmouth'),
        insights: ['$i-call', '$i-list'],
        words: 'The calls go on until the summer, and three evenings a week are added.',
      },
      ...{
        reasons: 'Six agreed, two can live with it.',
        decided_on: '2027-01-26',
        taken_by: 'Executive',
        strength: 'fair',
        missing: 'What the evenings cost.',
      },
    },
    'd-evenings',
  ),
  call(
    '2027-01-26 15:50',
    'Gareth Pryce',
    'insights.act',
    {
      ...{ ...stands('wearmouth'), decision: '$d-evenings', words: 'Find three evenings, paid for.' },
      ...{ member: '$person:Simon Achebe', due_on: '2027-04-30', delivered_by: 'South Wear NHS Trust' },
    },
    'a-evenings',
  ),
]
