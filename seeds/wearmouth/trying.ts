import { type Moment, type Step, said, stands } from '../steps.ts'
import { call } from './said.ts'

const move = (at: Moment, who: string, cycle: string, version: number, to: string, shows: string): Step =>
  call(at, who, 'insights.moveCycle', { cycle: `$${cycle}`, version, to, shows, done_on: at.slice(0, 10) })
const aim = (at: Moment, key: string, kind: string, words: string, by_on: string, whose: string): Step =>
  call(at, 'Gareth Pryce', 'insights.setAim', { ...stands('wearmouth'), kind, words, by_on, whose }, key)
const madeFor = (at: Moment, insight: string, to: string): Step =>
  call(at, 'Nadia Hussain', 'insights.tie', {
    ...{ space: '$wearmouth', role: 'made_for' },
    ...{ from: { kind: 'insight', id: `$${insight}` }, to: { kind: 'aim', id: `$${to}` } },
  })
const finished = (at: Moment, who: string, action: string): Step =>
  call(at, who, 'insights.setAction', { action: `$${action}`, version: `$version:${action}`, state: 'done' })
const nowAt = (who: string, space: string, phase: string, reason: string): Step =>
  call('2026-04-01 09:00', who, 'spaces.settle', {
    ...{ address: `$${space}.address`, version: `$${space}.version`, phase, reason },
  })
const STOPS_WHEN = 'Two families troubled by a call, or two shifts short because of one.'

/** Before the first stop: what it is all for, one cycle that came round, and one that begins. */
export const TRIED: Step[] = [
  nowAt('Marcus Bell', 'nation', 'active', 'Twenty places, and the second year of the money.'),
  nowAt('Anita Desai', 'region', 'active', 'Four partnerships who meet every second month.'),
  nowAt('Isla Grieve', 'coquet', 'active', 'Lifts home every day of the week.'),
  nowAt('Dev Rao', 'teesmouth', 'forming', 'Two of three wards have said yes.'),
  nowAt('Priya Raman', 'bridgewell', 'active', 'Half the reports are gone.'),
  finished('2026-07-14 15:05', 'Judith Okafor', 'a-two'),
  finished('2026-09-22 15:12', 'Esther Boateng', 'a-thursday'),
  aim(
    '2026-04-21 17:20',
    'm-know',
    'knowledge',
    'Know what keeps a family in touch after hospital.',
    '2027-03-31',
    'All nine of us',
  ),
  aim(
    '2026-04-21 17:21',
    'm-able',
    'capacity',
    'Meet, and be honest, without anybody from outside.',
    '2027-06-30',
    'All nine of us',
  ),
  aim(
    '2026-04-21 17:22',
    'm-paid',
    'influencing',
    'Whoever funds a small charity pays for its hours in the room.',
    '2027-03-31',
    'The small charities',
  ),
  call(
    '2026-07-15 09:20',
    'Esther Boateng',
    'insights.startCycle',
    {
      ...{
        ...said('wearmouth'),
        words: 'Would old and young come on one day?',
        pace: 'quick',
        weeks: 10,
        starts_on: '2026-07-14',
      },
    },
    'y-days',
  ),
  call(
    '2026-07-15 09:30',
    'Esther Boateng',
    'insights.tryOut',
    {
      ...{
        ...said('wearmouth'),
        words: 'One delivery for everybody at Carley Park, Thursdays at eleven.',
        cycle: '$y-days',
      },
      ...{ safe: 'Six Thursdays. The old days are kept free, and can be had back with one phone call.' },
      ...{
        risk_agreed_by: 'Esther, with the executive',
        risk_agreed_on: '2026-07-14',
        appetite: 'High: the worst is a quiet room.',
      },
      ...{ starts_on: '2026-08-13', stops_on: '2026-09-17', stop_sign: 'Fewer than ten come, twice.' },
    },
    'x-days',
  ),
  move('2026-07-16 09:00', 'Esther Boateng', 'y-days', 1, 'try', 'The van comes on Thursdays now.'),
  move('2026-09-17 15:00', 'Esther Boateng', 'y-days', 2, 'data', 'Six Thursdays; between 24 and 41 came.'),
  move('2026-09-18 15:00', 'Esther Boateng', 'y-days', 3, 'sense', 'Counted at the door each time.'),
  move(
    '2026-09-22 15:20',
    'Arthur Lister',
    'y-days',
    4,
    'decision',
    'Two came twice and not again. We do not know why.',
  ),
  move('2026-09-22 15:30', 'Esther Boateng', 'y-days', 5, 'ended', 'Thursdays stay.'),
  call('2026-09-22 15:40', 'Esther Boateng', 'insights.endExperiment', {
    ...{ experiment: '$x-days', version: 1, result: 'worked', ended_on: '2026-09-17' },
    ...{
      came: 'They came, and sat at one end of the room.',
      tell_others: 'Ask whose diary the two days are in before you ask what divides people.',
    },
  }),
  call(
    '2026-10-08 15:00',
    'Maya Lindqvist',
    'insights.startCycle',
    {
      ...{
        ...said('wearmouth'),
        words: 'Does a call in the first two days keep a family in touch?',
        pace: 'slow',
        weeks: 16,
      },
      ...{ starts_on: '2026-10-08', question: '$q-month', evaluation: 'First calls after discharge' },
    },
    'y-call',
  ),
  madeFor('2026-10-08 15:10', 'i-call', 'm-know'),
  madeFor('2026-10-08 15:11', 'i-asked', 'm-know'),
  madeFor('2026-10-08 15:12', 'i-hands', 'm-able'),
  madeFor('2026-10-08 15:13', 'i-time', 'm-paid'),
]

/** After it: six weeks on two wards, and what they were worth. */
export const TRYING: Step[] = [
  finished('2026-12-15 14:45', 'Gareth Pryce', 'a-paid'),
  finished('2027-01-15 11:25', 'Shanice Cole', 'a-rota'),
  call(
    '2026-11-04 10:00',
    'Shanice Cole',
    'insights.tryOut',
    {
      ...{
        ...said('wearmouth'),
        words: 'A call within 48 hours on two wards, by two organisations from one list.',
        cycle: '$y-call',
      },
      ...{ assumption: '$a-rivals', safe: 'Two wards, six weeks, and nobody’s shift is used.', stop_sign: STOPS_WHEN },
      ...{
        risk_agreed_by: 'Raj Malhotra and Simon Achebe',
        risk_agreed_on: '2026-11-03',
        appetite: 'Low for families, high for us.',
      },
      ...{ starts_on: '2026-11-09', stops_on: '2026-12-18' },
    },
    'x-call',
  ),
  move('2026-11-09 09:00', 'Shanice Cole', 'y-call', 1, 'try', 'The protocol is on one side, and both have signed it.'),
  move('2026-12-18 17:00', 'Shanice Cole', 'y-call', 2, 'data', 'Six weeks; 81 families asked.'),
  move(
    '2027-01-14 17:00',
    'Maya Lindqvist',
    'y-call',
    3,
    'sense',
    'The ward’s list and the call log, laid side by side.',
  ),
  move('2027-01-15 12:10', 'Maya Lindqvist', 'y-call', 4, 'decision', 'The after-action review of 14 January.'),
  move(
    '2027-01-26 16:00',
    'Raj Malhotra',
    'y-call',
    5,
    'ended',
    'The calls go on until the summer, with three evenings.',
  ),
  call('2027-01-15 12:20', 'Shanice Cole', 'insights.endExperiment', {
    ...{ experiment: '$x-call', version: 1, result: 'partly', ended_on: '2026-12-18' },
    ...{
      came: '58 of 81 in time. It held when two of us were ill. After six in the evening it mostly did not happen.',
    },
    tell_others: 'Let the list belong to neither of you.',
  }),
]
