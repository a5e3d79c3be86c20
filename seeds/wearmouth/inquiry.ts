import { type Moment, type Step, said, stands } from '../steps.ts'
import { call, line } from './said.ts'

const question = (at: Moment, who: string, key: string, words: string, given: Record<string, unknown>): Step =>
  call(at, who, 'insights.askQuestion', { ...said('wearmouth'), words, ...given }, key)
const assumption = (at: Moment, who: string, key: string, words: string, holder: string): Step =>
  call(at, who, 'insights.writeAssumption', { ...said('wearmouth'), words, holder }, key)
const tie = (at: Moment, who: string, from: [string, string], to: [string, string], role: string): Step =>
  call(at, who, 'insights.tie', {
    ...{ space: '$wearmouth', role, from: { kind: from[0], id: `$${from[1]}` }, to: { kind: to[0], id: `$${to[1]}` } },
  })
const finding = (key: string, words: string, confidence: string, sense_by: string, asked: number | null): Step => ({
  ...{ at: '2026-07-21 10:00', who: 'Nadia Hussain', key, does: 'finding', in: 'wearmouth', of: 'evaluation', words },
  about: {
    ...{ kind: 'formative', method: 'A log of 64 families, and 18 conversations', confidence, asked, sense_by },
    ...{ commissioned_by: 'the executive', done_by: 'Hester Lowe, Tyne Evaluation Co-operative' },
    ...{ edited_by: 'Hester Lowe, after one round of comments', comments_by: '2026-08-07' },
  },
})
const join = (at: Moment, who: string, from: [string, string], to: [string, string]): Step =>
  call(at, who, 'insights.join', {
    ...{ space: '$wearmouth', from: { kind: from[0], id: `$${from[1]}` }, to: { kind: to[0], id: `$${to[1]}` } },
  })
const context = (at: Moment, who: string, sort: string, words: string, from: string, more = {}): Step =>
  call(at, who, 'spaces.noteContext', {
    ...{ address: '$wearmouth.address', chapter: '$wearmouth.said', sort, words, from, ...more },
  })

/** What they wanted to find out, what they took for granted, and what the evaluator’s findings became. */
const wondered: Step[] = [
  question(
    '2026-02-03 10:00',
    'Nadia Hussain',
    'q-month',
    'What keeps a family in touch in the first month after hospital?',
    {
      ...{
        why: 'We promise one front door, and do not know who stands in it.',
        informs: 'What the executive decides about the calls',
      },
      ...{ known: 'Six of eight, in our own count.', by_on: '2026-11-03', whose: 'across', active: true },
      ...{ owner: '$person:Shanice Cole', facilitator: '$person:Maya Lindqvist' },
    },
  ),
  question('2026-05-26 10:00', 'Simon Achebe', 'q-back', 'Do fewer people come back to hospital within a month?', {
    ...{
      why: 'It is the figure we are all asked for.',
      informs: 'Whether the trust pays for the hour',
      whose: 'between',
    },
  }),
  call('2026-07-28 10:00', 'Simon Achebe', 'insights.settleQuestion', {
    ...{ question: '$q-back', version: 1, state: 'parked' },
    reason: 'The numbers are too small, and winter is not in them. After a full year we look again.',
  }),
  question(
    '2026-09-29 10:00',
    'Yasmin Begum',
    'q-cost',
    'What does honesty cost a small charity here, and who pays for it?',
    {
      ...{
        why: 'We ask for it in every meeting.',
        informs: 'Next year’s running money',
        by_on: '2027-03-31',
        whose: 'across',
      },
      ...{ active: true, owner: '$person:Yasmin Begum', facilitator: '$person:Nadia Hussain' },
    },
  ),
  assumption(
    '2026-02-03 10:20',
    'Nadia Hussain',
    'a-read',
    'Families read what we give them.',
    'All of us, to begin with',
  ),
  assumption('2026-02-03 10:22', 'Kit Robson', 'a-shift', 'There is no room in a shift for a call.', 'The ward'),
  assumption(
    '2026-07-28 10:30',
    'Marie Dodds',
    'a-rivals',
    'Two who have bid against each other for eighteen years cannot share a rota.',
    'Most of us',
  ),
  tie('2026-05-19 09:00', 'Maya Lindqvist', ['evidence', 'd-folder'], ['assumption', 'a-read'], 'against'),
  tie('2026-05-19 09:05', 'Maya Lindqvist', ['evidence', 'd-hour'], ['assumption', 'a-shift'], 'for'),
  tie('2026-05-19 09:10', 'Maya Lindqvist', ['evidence', 'six-of-eight'], ['question', 'q-month'], 'bears'),
  call('2026-05-19 09:20', 'Nadia Hussain', 'insights.settleAssumption', {
    ...{ assumption: '$a-read', version: 1, state: 'changed' },
    reason:
      'She had it all written down and did not know what to do first. Another sat on the stairs with the folder for two days.',
  }),
  finding(
    'f1',
    'Of 38 families rung within 48 hours, 29 were still in touch with somebody four weeks later. Of 26 who were not rung, 9 were.',
    'fairly',
    '2026-09-30',
    64,
  ),
  finding(
    'f2',
    'Calls were made by three people, on their own phones, in time that nobody pays for.',
    'fairly',
    '2026-08-31',
    7,
  ),
  finding(
    'f3',
    'Five of the eleven carers had not been asked on the ward whether a call was welcome.',
    'barely',
    '2026-08-31',
    11,
  ),
  finding('f4', 'Nothing can be said yet about coming back to hospital.', 'barely', '2027-09-15', null),
  join('2026-07-30 14:20', 'Maya Lindqvist', ['finding', 'f2'], ['insight', 'i-unpaid']),
  call('2026-08-03 10:00', 'Kit Robson', 'insights.imply', {
    ...{ from: { kind: 'finding', id: '$f3' }, for_whom: 'two wards' },
    words: 'The line on the discharge sheet has to be filled in before the coat is on.',
  }),
  join('2026-10-08 14:20', 'Maya Lindqvist', ['finding', 'f1'], ['insight', 'i-call']),
  tie('2026-10-08 14:25', 'Maya Lindqvist', ['insight', 'i-call'], ['question', 'q-month'], 'bears'),
  call('2026-10-13 10:00', 'Simon Achebe', 'insights.imply', {
    ...{ from: { kind: 'insight', id: '$i-call' }, for_whom: 'the trust, and whoever rings' },
    words: 'Somebody has to be given the hour, and it cannot be taken out of a shift.',
  }),
]

/** The ways to a committee, and what is to be decided: the paper closes on Tuesday 27 October. */
const toCome: Step[] = [
  call(
    '2026-09-23 09:00',
    'Gareth Pryce',
    'insights.addRoute',
    {
      ...{
        ...stands('wearmouth'),
        name: 'Executive',
        format: 'One side, read out',
        paper_days: 7,
        how: 'To Gareth by noon.',
      },
    },
    'route',
  ),
  call(
    '2026-09-23 09:05',
    'Gareth Pryce',
    'insights.addMeeting',
    { route: '$route', meets_on: '2026-11-03', at_time: '14:00', paper_by: '2026-10-27' },
    'm-november',
  ),
  call(
    '2026-09-23 09:06',
    'Gareth Pryce',
    'insights.addMeeting',
    { route: '$route', meets_on: '2026-12-15', at_time: '14:00' },
    'm-december',
  ),
  call('2026-09-23 09:10', 'Gareth Pryce', 'insights.addRoute', {
    ...{ ...stands('wearmouth'), name: 'Bridgewell’s committee', format: 'The last page first', paper_days: 21 },
    how: 'Through Priya or Tom. We have not sent anything yet.',
  }),
  call(
    '2026-10-16 09:00',
    'Gareth Pryce',
    'insights.plan',
    {
      ...{
        ...stands('wearmouth'),
        words: 'Whether to try a call within 48 hours on two wards, for six weeks.',
        insights: ['$i-call'],
      },
      ...{ decide_by: '2026-11-03', paper_by: '2026-10-27', meeting: '$m-november', format: 'One side, read out' },
      options:
        'Try it on two wards for six weeks, small enough to fail safely. Or wait for a winter’s figures. Or leave it to whoever has the time, as now.',
      owner: '$person:Raj Malhotra',
    },
    'd-call',
  ),
  call(
    '2026-10-16 09:10',
    'Gareth Pryce',
    'insights.plan',
    {
      ...{
        ...stands('wearmouth'),
        words: 'Whose money pays for small charities’ hours next year.',
        insights: ['$i-time', '$i-challenge'],
      },
      ...{ decide_by: '2026-12-15', meeting: '$m-december', owner: '$person:Gareth Pryce' },
    },
    'd-hours',
  ),
]

/** What happened round them, and the strategy of those who pay. */
const around: Step[] = [
  context(
    '2025-12-15 10:00',
    'Simon Achebe',
    'crisis',
    'The trust has no bed for nine days. Discharges are brought forward.',
    '2025-12-06',
    { to: '2025-12-14', precise: 'period', saysWho: 'South Wear' },
  ),
  context(
    '2026-04-02 10:00',
    'Raj Malhotra',
    'policy_change',
    'The council’s adult care and its family hubs come under one director.',
    '2026-04-01',
  ),
  context(
    '2026-06-05 10:00',
    'Bev Tunstall',
    'new_body',
    'A neighbourhood health team begins, with no one yet in it.',
    '2026-06-01',
    { precise: 'month' },
  ),
  call('2026-04-14 09:30', 'Gareth Pryce', 'spaces.tieStrategy', {
    ...{
      address: '$wearmouth.address',
      version: 0,
      name: 'Closer',
      whose: 'Bridgewell Trust',
      from: '2025-04-01',
      to: '2030-03-31',
    },
    says: 'Decisions about money nearer to the people they are about, and bad news told early by people who are safe in telling it.',
    milestones: [
      { on: '2026-03-31', words: 'Year 1: fewer reports, and listening.' },
      { on: '2027-03-31', words: 'Year 2: a learning partner in every place; half the reports gone.' },
      { on: '2028-03-31', words: 'Year 3: residents on every panel that decides.' },
      { on: '2029-03-31', words: 'Year 4: places decide on their own delivery money.' },
      { on: '2030-03-31', words: 'Year 5: asked in public what was learnt, by those who were funded.' },
    ],
  }),
]

/** What was let out of Wearmouth by everybody in it, and what is still being asked. */
const brought: Step[] = [
  line(
    '2026-10-18 20:00',
    'Yasmin Begum',
    'c-carry',
    'wearmouth',
    'Small charities carry the meetings and are not paid for them.',
    'I keep the count at home.',
  ),
  {
    at: '2026-07-06 10:00',
    who: 'Arthur Lister',
    does: 'bring',
    from: 'wearmouth',
    evidence: 'w-bench',
    words: 'Nobody decided that. They decided about a bench.',
    to: 'region',
    purpose: 'Three other places are walking their estates this summer.',
    goes: true,
  },
  {
    at: '2026-10-19 11:00',
    who: 'Yasmin Begum',
    does: 'bring',
    from: 'wearmouth',
    evidence: 'c-carry',
    words: 'Small charities carry the meetings and are not paid for them.',
    to: 'region',
    purpose: 'For the talk about the next year’s money.',
  },
]

export const INQUIRY: Step[] = [...wondered, ...toCome, ...around, ...brought]
