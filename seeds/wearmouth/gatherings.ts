import type { Step } from '../steps.ts'
import { call } from './said.ts'

const WHAT = 'what-so-what-now-what'
const welcome = (minutes: number, note = '') => ({ title: 'Welcome, and how we meet', minutes, note })
const threeQuestions = (title: string) => ({ title, minutes: 25, method: WHAT })

/** How Wearmouth meets, and where it met: at their own days, by those who called them. */
export const GATHERINGS: Step[] = [
  call('2025-09-16 17:20', 'Gareth Pryce', 'spaces.sayRules', {
    ...{ address: '$wearmouth.address', version: 0, attribution: 'named', cadenceDays: 35, keptOut: [] },
    roleClause: 'A critical friend. Not an inspector, not a grant manager, not a spokesperson.',
    challenge: 'Anybody may question anything said here, and whoever says it. Nothing follows from it outside.',
    agreedOn: '2025-09-16',
  }),
  {
    ...{ at: '2026-04-21 14:00', who: 'Maya Lindqvist', key: 'g-april', does: 'gather', in: 'wearmouth' },
    call: {
      ...{ title: 'What we promised each other', startsOn: '2026-04-21', startsAt: '14:00', minutes: 90 },
      purpose: 'Reading our agreement again, a year in: what holds, what does not, what we change.',
      ...{ place: 'Northgate Housing, the long room', modeMeant: 'mentor', shareBy: '2026-04-28' },
      ...{ shareWhat: 'The third version of our agreement.', shareHow: 'By post and e-mail, with what was left out.' },
      paid: 'Residents: £50 and fares, within ten days.',
    },
    items: [welcome(10), threeQuestions('Our agreement, a year in')],
    answers: { yes: ['Gareth Pryce', 'Marie Dodds', 'Denise Hall', 'Yasmin Begum'], no: ['Judith Okafor'] },
    held: {
      come: ['Gareth Pryce', 'Marie Dodds', 'Denise Hall', 'Yasmin Begum'],
      lines: {
        what: [
          ['Marie Dodds', 'Papers came the night before, twice.'],
          ['Denise Hall', 'I was paid each time. The first time it took six weeks.'],
        ],
        so: [['Yasmin Begum', 'Whoever has a policy team reads them. We do not.']],
        now: [['Gareth Pryce', 'A week before, or it waits for the next meeting.']],
      },
      after: { modeUsed: 'midwife', limits: 'Five of us. Nobody from the wards was there.' },
      ...{ how: 'with_learning_partner', learned: 'I had an answer ready and did not need it.' },
    },
  },
  {
    ...{ at: '2026-06-18 10:00', who: 'Nadia Hussain', key: 'g-june', does: 'gather', in: 'wearmouth' },
    call: {
      ...{ title: 'After the estates walk', startsOn: '2026-06-18', startsAt: '10:00', minutes: 60 },
      purpose: 'What we saw on three estates, before anybody says what to do about it.',
      ...{
        place: 'Faith & Food hall',
        modeMeant: 'mirror',
        shareWhat: 'A page of what we saw.',
        shareHow: 'On the notice boards.',
      },
    },
    items: [welcome(5), threeQuestions('What we saw')],
    answers: { yes: ['Esther Boateng', 'Paul Wren', 'Arthur Lister'], around: ['Bev Tunstall'] },
    held: {
      come: ['Esther Boateng', 'Paul Wren', 'Arthur Lister', 'Maya Lindqvist'],
      lines: {
        what: [
          ['Esther Boateng', 'Three benches, all facing the bins.'],
          ['Arthur Lister', 'People talked at the bus stop. There is no bus.'],
        ],
        so: [['Paul Wren', 'We own the benches. I did not know.']],
        now: [['Paul Wren', 'I can turn them round.']],
      },
      after: { modeUsed: 'mirror', limits: 'One dry morning in June.' },
      ...{ how: 'together', learned: 'Silence after the first question was the best part.' },
    },
  },
  {
    ...{ at: '2026-09-22 10:00', who: 'Nadia Hussain', key: 'g-calls', does: 'gather', in: 'wearmouth' },
    call: {
      ...{ title: 'What the first calls taught us', startsOn: '2026-09-22', startsAt: '10:00', minutes: 75 },
      purpose: 'The evaluation of the first calls, beside what the callers noticed themselves.',
      ...{ place: 'Bede College, room 4', modeMeant: 'midwife', shareBy: '2026-09-29' },
      ...{ shareWhat: 'What we make of it, with what we differ on.', shareHow: 'A page to everybody who was rung.' },
    },
    items: [welcome(5), threeQuestions('The first calls')],
    answers: { yes: ['Shanice Cole', 'Kit Robson', 'Simon Achebe', 'Colin Marsh'], perhaps: ['Raj Malhotra'] },
    held: {
      come: ['Shanice Cole', 'Kit Robson', 'Simon Achebe', 'Colin Marsh'],
      lines: {
        what: [
          ['Shanice Cole', 'Most families were glad. Two were not, and I did not know what to say.'],
          ['Kit Robson', 'Nobody on the ward had asked them whether a call was welcome.'],
        ],
        so: [['Simon Achebe', 'It is ours to ask, before they go home.']],
        now: [['Kit Robson', 'One question on the discharge sheet, on two wards.']],
      },
      after: { modeUsed: 'midwife', limits: 'Those who never picked up are not in it.' },
      ...{ how: 'alone', learned: 'I can run this by myself. I would leave more time for the second question.' },
    },
  },
  call('2026-09-22 11:40', 'Nadia Hussain', 'gatherings.startSeries', {
    ...{ gathering: '$g-calls', everyDays: 30, purpose: 'Once a month: what we noticed, and what follows from it.' },
  }),
  {
    ...{ at: '2026-10-08 09:00', who: 'Maya Lindqvist', key: 'g-thursday', does: 'gather', in: 'wearmouth' },
    call: {
      ...{ title: 'One front door: what would make it ours', startsOn: '2026-10-22', startsAt: '10:00', minutes: 120 },
      purpose:
        'Before the executive decides on 3 November: what we each want one front door for, and who has to agree.',
      ...{ place: 'Bede College, the hall. There is a lift and a loop.', modeMeant: 'midwife', shareBy: '2026-10-27' },
      shareWhat: 'The paper that goes to the executive, with every “not yet” in your own words.',
      shareHow: 'By e-mail, and read out at the residents’ panel.',
      paid: 'Residents: £50 for the half-day and fares. Small charities: the hours we agreed.',
    },
    items: [
      welcome(10, 'Say what happens to their words before anything else.'),
      { title: 'Who is in the room', minutes: 5, method: 'opening-poll' },
      { title: 'What do we want it for?', minutes: 30, method: 'nine-whys' },
      { title: 'Who has to agree, and do they trust us?', minutes: 40, method: 'agreement-and-trust' },
      { title: 'What may leave the room', minutes: 10, note: 'Silence stays.' },
    ],
    others: [{ name: 'Grace Hutton', organisation: 'South Wear discharge team', class: 'public_body' }],
    answers: {
      yes: ['Gareth Pryce', 'Shanice Cole', 'Kit Robson', 'Denise Hall', 'Marie Dodds', 'Yasmin Begum', 'Simon Achebe'],
      perhaps: ['Raj Malhotra'],
      around: ['Bev Tunstall'],
      no: ['Judith Okafor'],
    },
  },
  call('2026-10-08 09:20', 'Maya Lindqvist', 'gatherings.sayNotAsked', {
    ...{ gathering: '$g-thursday', name: 'Bridgewell Trust' },
    why: 'They pay. This time we say first among ourselves what we want; they read what we bring out.',
  }),
  call('2026-10-14 16:30', 'Maya Lindqvist', 'gatherings.noteContact', {
    ...{ space: '$wearmouth', on: '2026-10-14', way: 'call', mode: 'mentor' },
    words: 'With Gareth, on who opens on the 22nd. He does.',
  }),
]

/** Six months on: the one in October was held, and the experiment was looked back on. */
export const GATHERED: Step[] = [
  {
    ...{ at: '2027-01-14 13:00', who: 'Nadia Hussain', key: 'g-review', does: 'gather', in: 'wearmouth' },
    call: {
      ...{ title: 'Two wards, six weeks: what happened', startsOn: '2027-01-14', startsAt: '13:00', minutes: 75 },
      purpose: 'What we expected of the calls, what came, and what we keep.',
      ...{ place: 'South Wear, education centre', modeMeant: 'mirror', shareBy: '2027-01-21' },
      ...{
        shareWhat: 'What we keep and what we drop.',
        shareHow: 'A page, to the wards and to every family who asked.',
      },
    },
    items: [welcome(5), threeQuestions('The six weeks')],
    answers: { yes: ['Shanice Cole', 'Kit Robson', 'Marie Dodds', 'Yasmin Begum'] },
    held: {
      come: ['Shanice Cole', 'Kit Robson', 'Marie Dodds', 'Yasmin Begum'],
      lines: {
        what: [
          ['Kit Robson', 'Asked on the ward, four in five said yes to a call.'],
          ['Marie Dodds', 'We shared a rota with Wear Carers. It held.'],
        ],
        so: [['Yasmin Begum', 'Eighteen years of competing for it, and it took one sheet of paper.']],
        now: [['Shanice Cole', 'Readmissions: too early. We look again in September.']],
      },
      after: { modeUsed: 'mirror', limits: 'Two wards out of eleven, in a mild winter.' },
      ...{ how: 'alone', learned: 'Nobody looked at me for the answer.' },
    },
  },
]
