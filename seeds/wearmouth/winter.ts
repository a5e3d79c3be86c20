import { type Moment, type Step, stands } from '../steps.ts'
import { REVIEWED } from './review.ts'
import { call, conclude, evidence, line, turning } from './said.ts'

const wrote = (at: Moment, who: string, words: string): Step => ({ at, who, does: 'journal', words, kind: 'free' })

/** The executive of 3 November, the protocol, and six weeks on two wards. */
const autumn: Step[] = [
  call('2026-11-03 15:30', 'Raj Malhotra', 'insights.editDecision', {
    ...{
      decision: '$d-call',
      version: '$version:d-call',
      words: 'Try it on two wards for six weeks, small enough to fail safely.',
    },
    ...{
      reasons: 'Seven agreed, one can live with it.',
      decided_on: '2026-11-03',
      taken_by: 'Executive',
      strength: 'fair',
    },
    ...{ missing: 'A winter’s figures.', not_heard: 'Families who leave after six in the evening.' },
    ...{
      dissent: 'There is no hour in the shift for this: so it is not taken out of a shift.',
      meeting: '$m-november',
    },
  }),
  call(
    '2026-11-03 15:50',
    'Gareth Pryce',
    'insights.act',
    {
      ...{
        ...stands('wearmouth'),
        decision: '$d-call',
        words: 'A protocol on one side: who asks, who rings, when we stop.',
      },
      ...{ member: '$person:Shanice Cole', due_on: '2026-11-06', delivered_by: 'Front door group' },
    },
    'a-protocol',
  ),
  call(
    '2026-11-03 15:55',
    'Gareth Pryce',
    'insights.act',
    {
      ...{
        ...stands('wearmouth'),
        decision: '$d-call',
        words: '48-hour call rota, shared by two organisations that used to compete.',
      },
      ...{
        member: '$person:Colin Marsh',
        starts_on: '2026-11-09',
        due_on: '2026-12-18',
        delivered_by: 'Harbour Families and Wear Carers',
      },
    },
    'a-rota',
  ),
  call('2026-11-06 16:00', 'Shanice Cole', 'insights.setAction', {
    action: '$a-protocol',
    version: '$version:a-protocol',
    state: 'done',
  }),
  line(
    '2026-11-11 19:00',
    'Colin Marsh',
    'n-list',
    'wearmouth',
    'First evening on the rota. The list is nobody’s, so nobody rang Marie to ask whose family it was.',
    '',
    'words',
  ),
  {
    at: '2026-11-17 09:30',
    who: 'Raj Malhotra',
    does: 'answer',
    in: 'wearmouth',
    letter: 'r-challenge',
    answer: 'understood',
    words:
      'Heard: a third is owed, and it is our doing. Will do: all of it paid by Christmas, and the count read out at every meeting. Won’t do: travel, which this money may not pay for.',
  },
  evidence(
    '2026-11-26 09:00',
    'Kit Robson',
    'n-coat',
    'wearmouth',
    'Asked before the coat was on: 31 of 44. It takes three minutes. Two people said no and thanked us for asking.',
    'mine',
    { method: 'Ward log', n: 44, dated: '2026-11-25' },
  ),
  evidence(
    '2026-12-03 10:00',
    'Shanice Cole',
    'n-ill',
    'wearmouth',
    'I was off for six days and the calls went on. I found out when I came back that nobody had needed to tell me.',
    'mine',
  ),
  conclude(
    '2026-12-15 14:40',
    'Gareth Pryce',
    'a-paid',
    'agreed',
    'All 212 hours are paid, and the forty since. I write the invoices for them now.',
    'Gareth, and Yasmin who checked it',
  ),
  call('2026-12-15 15:30', 'Raj Malhotra', 'insights.editDecision', {
    ...{
      decision: '$d-hours',
      version: '$version:d-hours',
      words: 'Small charities’ hours are a line of their own in next year’s running money, before anything else is.',
    },
    ...{
      reasons: 'All eight agreed.',
      decided_on: '2026-12-15',
      taken_by: 'Executive',
      strength: 'strong',
      meeting: '$m-december',
    },
  }),
  wrote(
    '2026-12-18 22:00',
    'Shanice Cole',
    'Last call of the six weeks. She asked when I was ringing again and I said I was not, and then I did.',
  ),
]

const spring: Step[] = [
  {
    at: '2027-02-10 11:00',
    who: 'Paul Wren',
    does: 'reply',
    to: 'r-streets',
    as: 'Ian Purvis',
    answer: 'understood',
    words: 'Three benches are in the spring budget. Come and say where.',
  },
  call('2027-02-24 16:00', 'Nadia Hussain', 'insights.settleQuestion', {
    ...{ question: '$q-month', version: 1, state: 'answered' },
    reason:
      'A call they said yes to, at an hour they chose, from somebody with a name. For those who leave late we still do not know.',
  }),
  line(
    '2027-03-04 20:30',
    'Denise Hall',
    'n-bench',
    'wearmouth',
    'There is a bench on Southwick Green. Mrs T. sat on it before the paint was dry.',
    '',
    'words',
  ),
  evidence(
    '2027-03-11 10:00',
    'Judith Okafor',
    'n-students',
    'wearmouth',
    'Four students have sat with somebody on the day they went home. One of them said it was the first thing on the course that was not about her.',
    'mine',
  ),
  call('2027-03-30 16:30', 'Gareth Pryce', 'spaces.settle', {
    address: '$wearmouth.address',
    version: '$wearmouth.version',
    phase: 'embedding',
    reason: 'The calls stand in two rotas and one budget line.',
  }),
  wrote(
    '2027-03-31 20:00',
    'Priya Raman',
    'Year two of five is over today. The two things they asked us are still in the drawer.',
  ),
  line(
    '2027-04-06 19:30',
    'Shanice Cole',
    'n-late',
    'wearmouth',
    'The ones who leave after six are the ones with nobody to say they should stay till morning.',
    '',
  ),
  turning(
    '2027-04-20 17:00',
    'Gareth Pryce',
    '2027-04-20',
    'We read our agreement again, as every April. Asked of us: what will you do without us by June?',
  ),
  {
    at: '2027-04-20 18:00',
    who: 'Arthur Lister',
    does: 'bring',
    from: 'wearmouth',
    evidence: 'n-arthur',
    words: 'I was paid for all nine meetings, and I have been to three I was not asked to.',
    to: 'region',
    purpose: 'They heard from us when it was owed.',
  },
  wrote(
    '2027-04-20 21:00',
    'Maya Lindqvist',
    'They did not look at me when they answered it. That is the right way round.',
  ),
]

/** Six months, played at their own dates between the two stops. */
export const WINTER: Step[] = [
  ...autumn,
  ...REVIEWED,
  evidence(
    '2027-04-13 10:00',
    'Arthur Lister',
    'n-arthur',
    'wearmouth',
    'I was paid for all nine meetings, and I have been to three I was not asked to.',
    'mine',
  ),
  ...spring,
]
