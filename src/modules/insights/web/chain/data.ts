import type { Field } from './step-form.tsx'

const STARTED: Field = {
  ...{ is: 'one', name: 'started_by', label: 'Who started it', first: 'us', row: true },
  choices: [
    { value: 'us', label: 'We did' },
    { value: 'funder', label: 'A funder' },
    { value: 'event', label: 'Something that happened' },
  ],
}
const STRENGTH: Field = {
  ...{ is: 'one', name: 'strength', label: 'How strong was the learning?', first: '', row: true },
  choices: [
    { value: '', label: 'Not said' },
    { value: 'weak', label: 'Weak' },
    { value: 'fair', label: 'Fair' },
    { value: 'strong', label: 'Strong' },
  ],
}
/** How a decision was taken, and on what. */
const HOW_TAKEN: Field[] = [
  { is: 'line', name: 'reasons', label: 'Because', most: 2000, words: true },
  {
    ...{ is: 'line', name: 'taken_by', label: 'Who decided', most: 300 },
    hint: 'A body, and how it went: Executive, 7 agreed, 1 could live with it.',
  },
  STRENGTH,
  {
    is: 'line',
    name: 'missing',
    label: 'What was missing',
    most: 500,
    hint: 'What nobody knew, and would have mattered.',
  },
  { is: 'line', name: 'not_heard', label: 'Who was not heard', most: 500 },
  { is: 'line', name: 'dissent', label: 'Who saw it differently, and how', most: 1000, words: true },
  STARTED,
]
export const DECISION: Field[] = [
  { is: 'words', name: 'words', label: 'The decision, in a sentence' },
  { is: 'day', name: 'decided_on', label: 'Decided on', today: true },
  ...HOW_TAKEN,
]
/** One that stands alone: what it rests on is asked, and “nothing” is an answer. */
export const DECISION_ALONE: Field[] = [
  ...DECISION,
  {
    is: 'yes',
    name: 'no_learning',
    label: 'No learning was used',
    hint: 'An honest answer. You can tie what was learned to it later.',
  },
]
/** When it is to be decided, and what its papers need. */
export const WHEN: Field[] = [
  { is: 'day', name: 'decide_by', label: 'To be decided by', hint: 'Leave it empty where you chose a meeting.' },
  { is: 'day', name: 'paper_by', label: 'Papers close on' },
  { is: 'line', name: 'format', label: 'What form it should have', most: 300, hint: 'Four pages, with costs.' },
  { is: 'long', name: 'options', label: 'The options', most: 2000 },
  {
    is: 'member',
    name: 'owner',
    label: 'Whose decision it is to prepare',
    empty: 'Mine',
    hint: 'They are told before the papers close.',
  },
]
export const ACTION: Field[] = [
  { is: 'words', name: 'words', label: 'What will be done' },
  { is: 'line', name: 'delivered_by', label: 'Who does it', most: 300 },
  STARTED,
  { is: 'day', name: 'starts_on', label: 'Starts on' },
  { is: 'day', name: 'due_on', label: 'Done by' },
]
/** Exactly one person: a member, or somebody by name. */
export const ACCOUNTABLE: Field[] = [
  {
    is: 'line',
    name: 'accountable',
    label: 'Who answers for it',
    hint: 'One person, by name; or choose a member below.',
    most: 160,
  },
  {
    is: 'member',
    name: 'member',
    label: 'A member',
    empty: 'Somebody who is not in',
    hint: 'They are asked whether they take it on.',
  },
]
export const HAND_ON: Field[] = [
  ...ACCOUNTABLE,
  { is: 'line', name: 'note', label: 'A word with it', most: 300, words: true },
]
export const OUTCOME: Field[] = [
  {
    ...{ is: 'one', name: 'state', label: 'What can be said', first: 'too_early', row: false },
    choices: [
      { value: 'too_early', label: 'Too early to say' },
      { value: 'agreed', label: 'It did what we hoped' },
      { value: 'partly_agreed', label: 'It did part of what we hoped' },
      { value: 'not_agreed', label: 'It did not do what we hoped' },
      { value: 'dont_know', label: 'We don’t know' },
    ],
  },
  { is: 'words', name: 'words', label: 'What changed, in a sentence' },
  { is: 'line', name: 'for_whom', label: 'For whom', most: 300 },
  { is: 'day', name: 'happened_on', label: 'When' },
  { is: 'line', name: 'shown_by', label: 'What shows it', most: 1000, hint: 'Figures, a log, what people say.' },
  { is: 'line', name: 'contribution', label: 'How we contributed', most: 1000, hint: 'And what else did.' },
  {
    ...{ is: 'line', name: 'says_who', label: 'Who says so', most: 300 },
    hint: 'Those it was for, those who did it, an evaluator.',
  },
  {
    ...{ is: 'one', name: 'intended', label: 'Did anybody mean this to happen?', first: 'yes', row: true },
    choices: [
      { value: 'yes', label: 'Yes' },
      { value: 'no', label: 'No, it happened anyway' },
    ],
  },
  { is: 'day', name: 'look_again_on', label: 'Look again on', hint: 'You are asked when the day comes.' },
]
export const MEANS: Field[] = [
  { is: 'words', name: 'words', label: 'What it means, in a sentence' },
  { is: 'line', name: 'for_whom', label: 'For whom', most: 300, hint: 'Leave it empty where it is for us.' },
]
/** What a finding says about itself. */
export const FINDING: Field[] = [
  { is: 'words', name: 'words', label: 'What was found, in a sentence', most: 2000 },
  {
    ...{ is: 'one', name: 'kind', label: 'What kind of evaluation', first: 'developmental', row: false },
    choices: [
      { value: 'formative', label: 'Formative: while it is being made' },
      { value: 'developmental', label: 'Developmental: as it goes on changing' },
      { value: 'participatory', label: 'Participatory: by those it is about' },
      { value: 'summative', label: 'Summative: looking back on it' },
    ],
  },
  {
    ...{ is: 'one', name: 'confidence', label: 'How sure', first: 'fairly', row: true },
    choices: [
      { value: 'barely', label: 'Barely' },
      { value: 'fairly', label: 'Fairly' },
      { value: 'very', label: 'Very' },
    ],
  },
  { is: 'day', name: 'sense_by', label: 'By when do we make sense of it?', required: true },
]
/** Who had a hand in it: told with every finding. */
export const FINDING_HANDS: Field[] = [
  { is: 'line', name: 'method', label: 'How it was found out', most: 300 },
  { is: 'number', name: 'asked', label: 'How many people were asked', most: 1_000_000 },
  { is: 'line', name: 'commissioned_by', label: 'Who commissioned it', most: 300 },
  { is: 'line', name: 'done_by', label: 'Who did it', most: 300 },
  { is: 'line', name: 'edited_by', label: 'Who edited it', most: 300 },
]
