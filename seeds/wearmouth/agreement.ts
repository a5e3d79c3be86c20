import { type Step, stands, type VersionOf } from '../steps.ts'
import { call } from './said.ts'

const version = (at: string, number: number, day: string, of: Omit<VersionOf, 'artefact'>): Step => ({
  ...{ at, who: 'Gareth Pryce', does: 'document', in: 'wearmouth' },
  ...{ key: `agreement-${number}`, file: `working-agreement-version-${number}.txt` },
  ...{ title: `Our working agreement, version ${number}`, source: `Accepted on ${day}` },
  of: { artefact: 'agreement', ...of },
})

/** What the partnership agreed with itself, as its members accepted it three times. It stands, so everybody reads it. */
export const AGREEMENT: Step[] = [
  call(
    '2025-09-16 16:50',
    'Gareth Pryce',
    'library.makeArtefact',
    {
      ...stands('wearmouth'),
      ...{ sort: 'projection', title: 'Our working agreement', owner: null },
      purpose: 'How we mean to work with each other, and what our learning partner is and is not.',
      fields: {
        by_when: 'Read again every April',
        assumes: 'That whoever holds more power says so first.',
        different: 'Nobody finds out afterwards what was decided about them.',
      },
      mayGo: 'Anywhere: it says nothing of any one person.',
      ...{ occasion: 'All of us together', occasionOn: '2025-09-16' },
    },
    'agreement',
  ),
  version('2025-09-16 17:00', 1, '16 September 2025', {
    ...{ changed: 'The first.', occasion: 'All of us together', occasionOn: '2025-09-16' },
  }),
  version('2025-11-25 17:00', 2, '25 November 2025', {
    changed: 'Papers a week before, the small charities speak first, and residents are paid.',
    ...{ occasion: 'After the leaders answered the values check', occasionOn: '2025-11-25' },
  }),
  version('2026-04-21 17:10', 3, '21 April 2026', {
    changed: 'An hour of a small charity is paid for; who decides where confidence ends is named.',
    ...{ occasion: 'Read again, as every April', occasionOn: '2026-04-21' },
  }),
]
