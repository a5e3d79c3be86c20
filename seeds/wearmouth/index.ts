import type { Step } from '../steps.ts'
import { AGREEMENT } from './agreement.ts'
import { ASKED } from './asked.ts'
import { AUTUMN } from './autumn.ts'
import { FOLLOWED } from './followed.ts'
import { GATHERED, GATHERINGS } from './gatherings.ts'
import { INQUIRY } from './inquiry.ts'
import { INSIGHTS } from './insights.ts'
import { ELSEWHERE, JOURNALS } from './journals.ts'
import { SPACES } from './spaces.ts'
import { TRIED, TRYING } from './trying.ts'
import { WINTER } from './winter.ts'
import { YEAR_ONE } from './year-one.ts'
import { YEAR_TWO } from './year-two.ts'

export { BEGINS, PLACE } from './spaces.ts'

/** Wednesday and Thursday, at nine in the morning. Between them is played by one button. */
export const FIRST_STOP = '2026-10-21 09:00'
export const SECOND_STOP = '2027-04-22 09:00'
/** What happens before each stop. */
export const STOPS: [Step[], Step[]] = [
  [
    ...SPACES,
    ...YEAR_ONE,
    ...AGREEMENT,
    ...YEAR_TWO,
    ...AUTUMN,
    ...ASKED,
    ...INSIGHTS,
    ...FOLLOWED,
    ...INQUIRY,
    ...TRIED,
    ...GATHERINGS,
    ...JOURNALS,
    ...ELSEWHERE,
  ],
  [...WINTER, ...TRYING, ...GATHERED],
]
