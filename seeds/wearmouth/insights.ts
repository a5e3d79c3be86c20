import { type Moment, type Step, said } from '../steps.ts'
import { call } from './said.ts'

type About = {
  scope: string
  loop: 'single' | 'double' | 'triple'
  confidence: 'barely' | 'fairly' | 'very'
  asked?: number
  change_mind: string
  sense_made_by: string
}
const insight = (
  at: Moment,
  who: string,
  key: string,
  where: string,
  words: string,
  supports: string[],
  against: string[],
  about: About,
): Step =>
  call(
    at,
    who,
    'insights.write',
    {
      ...{ ...said(where), words, ...about },
      evidence: [
        ...supports.map((id) => ({ id: `$${id}`, bears: 'supports' })),
        ...against.map((id) => ({ id: `$${id}`, bears: 'against' })),
      ],
    },
    key,
  )
const against = (at: Moment, who: string, of: string, words: string): Step =>
  call(at, who, 'insights.addDissent', { insight: `$${of}`, words })
const send = (at: Moment, who: string, key: string, of: string, seat: Record<string, string>, note: string): Step => ({
  ...{ at, who, key, does: 'send', in: 'wearmouth', insight: of, seat, note },
})
const post = (at: Moment, key: string, title: string, holder: string): Step =>
  call(at, 'Gareth Pryce', 'spaces.addSeat', { address: '$wearmouth.address', title, holder }, key)

const posts: Step[] = [
  post('2026-04-28 09:00', 'p-chair', 'Chair of the executive', ''),
  call('2026-04-28 09:05', 'Gareth Pryce', 'spaces.holdSeat', {
    seat: '$p-chair',
    memberships: ['$member:wearmouth:Raj Malhotra'],
  }),
  post('2026-04-28 09:10', 'p-bridgewell', 'Learning lead, Bridgewell Trust', 'Priya Raman and Tom Ashworth'),
  post('2026-06-29 09:10', 'p-streets', 'Streets and benches, Wearmouth Council', 'Ian Purvis'),
  post('2026-10-09 09:10', 'p-lorna', 'Discharge lead, South Wear', 'Lorna Finch'),
]

export const INSIGHTS: Step[] = [
  ...posts,
  insight(
    '2025-10-16 14:00',
    'Maya Lindqvist',
    'i-time',
    'wearmouth',
    'We ask small charities to be honest in time that nobody pays them for.',
    ['shift', 'fourteen'],
    [],
    {
      ...{ scope: 'Our own meetings', loop: 'triple', confidence: 'very', asked: 12 },
      ...{
        change_mind: 'They say as much when they are paid as when they are not.',
        sense_made_by: 'The executive, with Fiona.',
      },
    },
  ),
  insight(
    '2026-03-04 14:00',
    'Nadia Hussain',
    'i-one',
    'wearmouth',
    'One telephone number for everything would end the nine numbers.',
    ['nine-numbers', 's-first'],
    ['one-number'],
    {
      ...{ scope: 'Both wards', loop: 'single', confidence: 'barely', asked: 12 },
      ...{
        change_mind: 'It was tried before and rang in an empty office.',
        sense_made_by: 'Four of us after the survey.',
      },
    },
  ),
  call('2026-03-17 15:00', 'Nadia Hussain', 'insights.stop', {
    space: '$wearmouth',
    kind: 'insight',
    of: '$i-one',
    reason: 'It was tried in 2019 and rang in an office that shut at five. Carers asked us for a name, not a number.',
  }),
  insight(
    '2026-04-14 14:00',
    'Judith Okafor',
    'i-hands',
    'wearmouth',
    'When one person holds the facilitation, their leaving stops us.',
    ['no-chairs'],
    [],
    {
      ...{ scope: 'This partnership', loop: 'double', confidence: 'very' },
      ...{
        change_mind: 'A month in which nobody facilitates and we still meet.',
        sense_made_by: 'Eight of us, in a meeting with the chairs in rows.',
      },
    },
  ),
  insight(
    '2026-05-20 14:00',
    'Maya Lindqvist',
    'i-asked',
    'wearmouth',
    'A call is welcome when the family said yes to it, chose the hour, and knows who will ring.',
    ['e-asked', 'e-nights', 'e-said', 'e-stop', 's-name'],
    ['d-short'],
    {
      ...{ scope: 'Carers of people who left two wards', loop: 'double', confidence: 'fairly', asked: 21 },
      ...{
        change_mind: 'Families who were asked are no gladder of it than those who were not.',
        sense_made_by: 'The front door group, with four carers.',
      },
    },
  ),
  against(
    '2026-05-21 08:10',
    'Simon Achebe',
    'i-asked',
    'Asking takes three minutes at the worst moment of the day. Some will say no because they want to go home.',
  ),
  insight(
    '2026-06-24 14:00',
    'Arthur Lister',
    'i-bench',
    'wearmouth',
    'What isolates people in the estates was mostly decided by nobody, one bench at a time.',
    ['w-bench', 'w-seven', 'sofa'],
    [],
    {
      ...{ scope: 'Southwick Green, Hendon Rise and Carley Park', loop: 'triple', confidence: 'fairly', asked: 11 },
      ...{
        change_mind: 'An estate that kept its benches and is as lonely.',
        sense_made_by: 'The five who walked, and the residents’ panel.',
      },
    },
  ),
  against(
    '2026-06-26 09:00',
    'Paul Wren',
    'i-bench',
    'The benches went because residents asked us to take them. Other residents, but residents.',
  ),
  send(
    '2026-06-30 10:00',
    'Paul Wren',
    'r-streets',
    'i-bench',
    { id: '$p-streets' },
    'Would you walk it with us, on a Thursday?',
  ),
  insight(
    '2026-07-02 14:00',
    'Esther Boateng',
    'i-days',
    'wearmouth',
    'Old and young stay apart because of the day the van comes, not because of each other.',
    ['w-days', 'thursdays'],
    ['w-lonely'],
    {
      ...{ scope: 'Carley Park', loop: 'double', confidence: 'fairly' },
      ...{
        change_mind: 'Both come on one day and sit at two ends of the room.',
        sense_made_by: 'Esther and Arthur, on the way back.',
      },
    },
  ),
  insight(
    '2026-07-30 14:00',
    'Maya Lindqvist',
    'i-unpaid',
    'wearmouth',
    'What rests on three people’s own phones and unpaid hours stops when one of them is ill.',
    ['f-phones', 'f-ill', 'shift'],
    [],
    {
      ...{ scope: 'The calls, and most else we are proud of', loop: 'triple', confidence: 'very', asked: 18 },
      ...{
        change_mind: 'An illness in winter that stops nothing.',
        sense_made_by: 'The front door group, with the evaluator.',
      },
    },
  ),
  send(
    '2026-08-04 10:00',
    'Gareth Pryce',
    'r-bridgewell-1',
    'i-unpaid',
    { id: '$p-bridgewell' },
    'It bears on what you pay for next year.',
  ),
  insight(
    '2026-09-14 14:00',
    'Nadia Hussain',
    'i-forms',
    'wearmouth',
    'We are asked the same thing by four funders because none of them knows what the others asked.',
    ['four-forms'],
    [],
    {
      ...{ scope: 'Small charities in Wearmouth', loop: 'double', confidence: 'fairly' },
      ...{
        change_mind: 'The four forms turn out to ask four things.',
        sense_made_by: 'Three of us, with the forms on the floor.',
      },
    },
  ),
  send(
    '2026-09-21 10:00',
    'Gareth Pryce',
    'r-bridgewell-2',
    'i-forms',
    { id: '$p-bridgewell' },
    'Two of the four could be yours.',
  ),
  insight(
    '2026-09-28 09:30',
    'Yasmin Begum',
    'i-challenge',
    'wearmouth',
    'The board says the small charities’ hours are paid. A third of them are owed.',
    ['hours', 'owed'],
    [],
    {
      ...{ scope: 'The executive', loop: 'double', confidence: 'very' },
      ...{ change_mind: 'Seventy-two hours, paid.', sense_made_by: 'Yasmin, who read out the count.' },
    },
  ),
  send(
    '2026-09-28 10:00',
    'Yasmin Begum',
    'r-challenge',
    'i-challenge',
    { id: '$p-chair' },
    'I am asking the board to answer this, in writing.',
  ),
  insight(
    '2026-10-08 14:00',
    'Maya Lindqvist',
    'i-call',
    'wearmouth',
    'A call within 48 hours of discharge keeps families connected.',
    ['silent', 'six-of-eight', 'nine-days', 'crisis'],
    ['f-winter'],
    {
      ...{ scope: 'Families leaving two wards', loop: 'double', confidence: 'fairly', asked: 11 },
      ...{
        change_mind: 'Readmissions no lower by spring.',
        sense_made_by: 'Six people in the front door group, with the learning partner.',
      },
    },
  ),
  against('2026-10-09 07:40', 'Kit Robson', 'i-call', 'There is no hour in the shift for this, whoever asks.'),
  send('2026-10-12 10:00', 'Gareth Pryce', 'r-lorna', 'i-call', { id: '$p-lorna' }, 'Would this work on your wards?'),
  {
    at: '2026-10-15 12:20',
    who: 'Gareth Pryce',
    does: 'reply',
    to: 'r-lorna',
    as: 'Lorna Finch',
    answer: 'understood',
    words: 'Understood. I can offer two wards.',
  },
]
