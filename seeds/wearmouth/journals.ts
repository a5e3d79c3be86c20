import type { Moment, Step } from '../steps.ts'

const wrote = (
  at: Moment,
  who: string,
  words: string,
  kind: 'noticed' | 'did_not_work' | 'free' = 'noticed',
): Step => ({
  ...{ at, who, does: 'journal', words, kind },
})

/** Lines that stay with whoever wrote them. */
export const JOURNALS: Step[] = [
  wrote('2025-10-07 20:00', 'Fiona Marr', 'They talked to each other for nine minutes without me today. Longest yet.'),
  wrote(
    '2025-11-12 18:00',
    'Gareth Pryce',
    'I wanted it to be three point something. I keep reading the comments for who it is.',
    'free',
  ),
  wrote(
    '2026-01-29 21:00',
    'Priya Raman',
    'We asked five hundred people a question last spring and I have not read the answers. Nobody has asked me whether I have.',
    'free',
  ),
  wrote(
    '2026-03-13 22:00',
    'Maya Lindqvist',
    'Fiona left today. I felt relief, and then I saw why, and did not like it.',
    'did_not_work',
  ),
  wrote(
    '2026-05-07 07:50',
    'Kit Robson',
    'Whose hour. I have been a nurse for nineteen years and I have never been given an hour.',
    'free',
  ),
  wrote('2026-06-11 19:00', 'Paul Wren', 'I signed for two of those benches.', 'free'),
  wrote(
    '2026-07-15 18:00',
    'Simon Achebe',
    'The evaluator kept the sentence I asked her to take out. She was right and I was cross until the car park.',
  ),
  wrote(
    '2026-08-24 19:40',
    'Gareth Pryce',
    'The 72 hours are my doing. I never asked for the invoices, because I never asked what it costs them to write one.',
    'did_not_work',
  ),
  wrote(
    '2026-09-28 12:10',
    'Raj Malhotra',
    'Yasmin was right, and she said it in front of the trust. I need an answer that is not an explanation.',
    'free',
  ),
  wrote('2026-10-02 16:30', 'Maya Lindqvist', 'I filled the silence again today. Ask Ruth about it.', 'did_not_work'),
  wrote(
    '2026-10-13 20:30',
    'Denise Hall',
    'Joyce came tonight. First time out after dark since February. She said it was the bench.',
  ),
  wrote(
    '2026-10-16 17:30',
    'Nadia Hussain',
    'Two groups chose to bring something and one chose not to. It is not my business which.',
  ),
  wrote('2026-10-19 21:00', 'Yasmin Begum', 'Marie asked me for the rota spreadsheet and I gave her the real one.'),
  wrote(
    '2026-10-20 18:40',
    'Shanice Cole',
    'Families go silent after discharge because nobody rings in the first 48 hours; we tried ringing and it worked for six of eight.',
  ),
  wrote(
    '2026-10-20 21:20',
    'Priya Raman',
    'They have asked us two things since August and we have answered neither. I know which drawer they are in.',
    'did_not_work',
  ),
]

/** What is said where few are in: the programme’s own pages, a funder’s, and a supervision. */
export const ELSEWHERE: Step[] = [
  {
    at: '2025-08-20 10:00',
    who: 'Priya Raman',
    key: 'closer',
    does: 'document',
    in: 'nation',
    file: 'closer-in-two-pages.txt',
    title: 'Closer, in two pages',
    source: 'Bridgewell Trust',
  },
  {
    at: '2025-08-20 10:20',
    who: 'Priya Raman',
    key: 'closer-own',
    does: 'document',
    in: 'bridgewell',
    file: 'closer-in-two-pages.txt',
    title: 'Closer, in two pages',
    source: 'Bridgewell Trust',
  },
  ...(
    [
      [
        '2025-12-02 09:00',
        'Anita Desai',
        'region',
        'Four partnerships, four templates for the same return. I asked for all four.',
      ],
      [
        '2026-02-11 09:00',
        'Isla Grieve',
        'region',
        'We stopped counting attendances and started counting lifts home. The clinic asked us why it was suddenly full.',
      ],
      [
        '2026-05-13 09:00',
        'Hannah Pike',
        'region',
        'We are at an early stage and it is good to be able to say so. The offer of help came in a week.',
      ],
      [
        '2026-06-18 09:00',
        'Dev Rao',
        'region',
        'The reading group for tablets’ leaflets is mostly men. Nobody designed that.',
      ],
      [
        '2026-03-19 09:00',
        'Dr Owen Hale',
        'nation',
        'In three places, independently, people say “nobody decided it” about the thing that did the harm.',
      ],
      [
        '2026-09-16 09:00',
        'Marcus Bell',
        'nation',
        'Of what places brought out this year, a third is about unpaid time.',
      ],
      [
        '2026-07-08 09:00',
        'Tom Ashworth',
        'bridgewell',
        'Our committee reads the last page first. Perhaps we should write it first.',
      ],
      [
        '2026-09-23 09:00',
        'Priya Raman',
        'bridgewell',
        'When we took half the reports away, nobody rang to say they missed us.',
      ],
      [
        '2026-10-02 17:00',
        'Maya Lindqvist',
        'supervision',
        'I fill silences when the funder’s name is mentioned, and only then.',
      ],
      ['2026-10-02 17:10', 'Ruth Adeyemi', 'supervision', 'What would they have said, if you had not?'],
      [
        '2026-04-10 11:00',
        'Maya Lindqvist',
        'kittiwake',
        'With every client the first useful thing happened in week seven. We price week one.',
      ],
    ] as const
  ).map(
    ([at, who, where, words]): Step => ({
      ...{ at, who, does: 'evidence', in: where, words, whose: 'mine' },
    }),
  ),
]
