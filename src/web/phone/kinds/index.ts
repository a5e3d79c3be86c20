// Which kind is where. What most methods begin with comes with the page; the others are fetched while the step before runs.
import { know } from '../known.ts'
import { discuss, round, write } from './base.tsx'
import { reveal } from './reveal.tsx'

export const knowKinds = (): void => know({ write, discuss, round, reveal }, {})
