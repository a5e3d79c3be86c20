// Which kind is where. What most methods begin with comes with the page; the others are fetched while the step before runs.
import { know } from '../known.ts'
import { discuss, round, write } from './base.tsx'
import { reveal } from './reveal.tsx'

export const knowKinds = (): void =>
  know(
    { write, discuss, round, reveal },
    {
      ask_deeper: () => import('./ask-deeper.tsx'),
      groups: () => import('./groups.tsx'),
      cluster: () => import('./cluster.tsx'),
      grid: () => import('./grid.tsx'),
      bands: () => import('./bands.tsx'),
      tally: () => import('./tally.tsx'),
      sort: () => import('./sort.tsx'),
      dot_vote: () => import('./dot-vote.tsx'),
      rate: () => import('./rate.tsx'),
      predict: () => import('./predict.tsx'),
      timeline: () => import('./timeline.tsx'),
      outline: () => import('./outline.tsx'),
      function_grid: () => import('./function-grid.tsx'),
      acceptance: () => import('./acceptance.tsx'),
      commit: () => import('./commit.tsx'),
      story: () => import('./story.tsx'),
    },
  )
