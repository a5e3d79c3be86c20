import type { Kind } from './settings.ts'

/** What a kind of step is, for whoever runs, checks or draws it. */
export type AboutKind = {
  title: string
  /** What it is like as a list: the form that keyboards, screen readers and paper get. */
  list: string
  /** What is drawn beside the list. */
  picture: 'none' | 'map' | 'grid' | 'bands' | 'strip' | 'columns' | 'bars' | 'spread' | 'timeline' | 'tree'
  /** What a contribution holds: it decides where it may go, and whether there is anything to reveal. */
  holds: 'words' | 'numbers' | 'both' | 'nothing'
  /** Whether it can be done without names. What must be answered for by somebody cannot. */
  nameless: boolean
  /** Whether it works on what an earlier step made. */
  works_on: 'must' | 'may'
}

const about = (
  title: string,
  list: string,
  picture: AboutKind['picture'],
  holds: AboutKind['holds'],
  more: { nameless?: true; must?: true } = {},
): AboutKind => ({
  ...{ title, list, picture, holds, nameless: more.nameless ?? false },
  works_on: more.must ? 'must' : 'may',
})

/** The closed list of what a step can be. A method that seems to need another is first tried with these. */
export const KINDS: Record<Kind, AboutKind> = {
  write: about('Write', 'One line under the other, in no order that tells whose they are.', 'none', 'words', {
    nameless: true,
  }),
  ask_deeper: about('Ask why, deeper', 'Each why with its answer, from the first to the deepest.', 'none', 'words'),
  groups: about('Find your group', 'Each group with the names of those in it.', 'none', 'nothing'),
  reveal: about('Show together', 'What was put in, as the list of the step that it shows.', 'none', 'nothing', {
    must: true,
  }),
  cluster: about('Put together and name', 'Each name with the lines that belong to it.', 'map', 'words', {
    must: true,
  }),
  grid: about('Place on a grid', 'Each thing with its two places in words, and why.', 'grid', 'both', {
    ...{ nameless: true, must: true },
  }),
  bands: about('Place on bands', 'Each band with how many stand in it.', 'bands', 'both', { nameless: true }),
  tally: about('Tally', 'Each button with how often it was tapped, and when.', 'strip', 'numbers'),
  sort: about('Sort', 'Each column with what lies in it.', 'columns', 'words', { nameless: true }),
  dot_vote: about('Put dots', 'Each thing with its number of dots.', 'bars', 'numbers', {
    ...{ nameless: true, must: true },
  }),
  rate: about('Rate', 'Each question with how many gave which answer.', 'spread', 'both', { nameless: true }),
  predict: about('Predict, then see', 'Each question with what was guessed, and what it is.', 'spread', 'both', {
    nameless: true,
  }),
  timeline: about('Timeline', 'Each moment with its date, the earliest first.', 'timeline', 'words', {
    nameless: true,
  }),
  outline: about('Outline with its map', 'Each line under the one that it follows from.', 'tree', 'words'),
  function_grid: about('Who does what', 'Each function with who does it and who should.', 'grid', 'words', {
    nameless: true,
  }),
  acceptance: about(
    'Can you live with this?',
    'How many agree, can live with it, or not yet, with words.',
    'bars',
    'both',
    {
      ...{ nameless: true, must: true },
    },
  ),
  round: about('Round', 'Each who spoke, in the order of the round, with what was noted.', 'none', 'words'),
  discuss: about('Talk', 'What was noted, one under the other.', 'none', 'words'),
  commit: about('Who does what by when', 'Each promise with its name and its day, the soonest first.', 'none', 'words'),
  story: about('Tell a story', 'Each story with its parts, and where it may go.', 'none', 'words'),
}
