import type { Moment, Step } from '../steps.ts'
import { call, evidence, turning } from './said.ts'

const request = (at: Moment, key: string, group: string, words: string, by: string): Step =>
  call(
    at,
    'Nadia Hussain',
    'crossings.sendRequest',
    { address: '$wearmouth.address', group: `$${group}`, words, by },
    key,
  )
const SECOND_DAY = 'I wanted one person to ring on the second day, and say her name.'

/** What the learning coordinator asked groups for: one brought something, one has until the end of October. */
const requests: Step[] = [
  request(
    '2026-09-07 10:00',
    'ask-residents',
    'residents',
    'What would have made the first week at home easier?',
    '2026-10-02',
  ),
  evidence('2026-09-21 19:30', 'Joyce Tate', 'r-second-day', 'residents', SECOND_DAY, 'mine'),
  {
    ...{ at: '2026-09-25 19:00', who: 'Joyce Tate', does: 'bring', from: 'residents', to: 'wearmouth' },
    ...{ evidence: 'r-second-day', words: SECOND_DAY, purpose: 'We were asked, and this is our answer.' },
    ...{ answers: 'ask-residents', goes: true },
  },
  request(
    '2026-10-12 10:00',
    'ask-frontdoor',
    'frontdoor',
    'What did the first calls teach you that an evaluator could not see?',
    '2026-10-30',
  ),
]

const OURS = { method: 'Our own count', dated: '2026-09-30' }
/** What is owed upward once a quarter, and where places say they are: as words, beside who says so. */
const returned: Step[] = [
  evidence(
    '2026-10-09 10:00',
    'Gareth Pryce',
    'half-year',
    'wearmouth',
    'Half of the second year: 131 of the 240 families we said, and 9 of 12 peer hosts. Three outcomes are borne out, and of two it is too early to say.',
    'nobody',
    { ...OURS, limits: 'Families are counted once, whoever rang them.' },
  ),
  evidence(
    '2026-10-09 10:10',
    'Gareth Pryce',
    'in-kind',
    'wearmouth',
    'In kind so far: 365 hours of the council, the trust, the college and Northgate, put at £50 an hour. No hour of a small charity or of a resident is in it.',
    'nobody',
    { ...OURS, limits: 'An hour is what its body says it is worth.' },
  ),
  evidence(
    '2026-09-16 09:20',
    'Marcus Bell',
    'n-stages',
    'nation',
    'Of twenty places, one says it is advanced, four made significant progress, eleven are beyond early development, and four are at an early stage.',
    'nobody',
    {
      method: 'What each place says of itself',
      n: 20,
      dated: '2026-09-01',
      limits: 'Words of their own, and no scale.',
    },
  ),
  turning('2026-03-31 12:00', 'Isla Grieve', '2026-03-31', 'Where we say we are: significant progress.', 'coquet'),
  turning('2026-03-31 12:00', 'Dev Rao', '2026-03-31', 'Where we say we are: beyond early development.', 'teesmouth'),
  turning(
    '2026-03-31 12:00',
    'Hannah Pike',
    '2026-03-31',
    'Where we say we are: at an early stage. Help was offered, and we took it.',
    'derwent',
  ),
]

export const ASKED: Step[] = [...requests, ...returned]
