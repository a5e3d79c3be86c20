import type { PageRoute } from '#web/lib/route.ts'

export const routes: PageRoute[] = [
  { path: '/s/:address/evidence', page: () => import('./evidence-page.tsx') },
  { path: '/s/:address/evidence/artefacts', page: () => import('./artefacts-page.tsx') },
  { path: '/s/:address/evidence/artefacts/:id', page: () => import('./artefact-page.tsx') },
  { path: '/s/:address/evidence/d/:id', page: () => import('./reader-page.tsx'), goesOn: 'id' },
]
export { ContestsBeside } from './contests.tsx'
export { EvidencePicker } from './evidence-picker.tsx'
export { LooksAgain } from './look-again.tsx'
export { HowToChoose, TextToChoose } from './reader/text-to-choose.tsx'
