import type { ReactNode } from 'react'
import { Button, Buttons } from '#web/ui/button.tsx'
import type { ReachProps } from '#web/ui/reach.tsx'
import type { PageParts } from '../contract/page.ts'
import type { Traced } from './data.ts'

type Stoppable = 'finding' | 'insight' | 'implication' | 'decision' | 'action' | 'outcome'
/** What somebody chose to do, and with which part of the chain. */
export type Doings =
  | { do: 'decide' | 'dissent' | 'edit' | 'keep' | 'act' | 'conclude' | 'link'; of: string }
  /** `instead`: the receiver it goes on from, and whose it is said to be. `page`: as the one page, with what stands on it already. */
  | { do: 'send'; of: string; instead?: { receiver: string; whose: string }; page?: PageParts }
  | { do: 'take-back'; of: string }
  | { do: 'words'; of: string }
  | { do: 'imply'; from: 'insight' | 'finding'; of: string }
  | { do: 'edit-implication' | 'edit-decision' | 'edit-action' | 'set-action' | 'hand-on' | 'edit-outcome'; of: string }
  | { do: 'answer' | 'close' | 'ask-again' | 'take-on' | 'inform'; of: string }
  | { do: 'stop'; kind: Stoppable; of: string }

export type Where = {
  id: string
  name: string
  standing: string
  address: string
  reach: { person: ReachProps['person']; who: string; standing: string }
}
export type DoingProps = { what: Doings; trace: Traced; here: Where; onDone: () => void }

/** Everybody in the space reads what stands in its standing chapter. */
export const toAll = (here: Where): ReachProps => ({ person: here.reach.person, sentence: here.reach.standing })
export const among = (here: Where): ReachProps => ({
  person: here.reach.person,
  sentence: `Those in ${here.name} who read this insight`,
})

export function Foot({ verb, onDone }: { verb: ReactNode; onDone: () => void }) {
  return (
    <Buttons>
      <Button type="submit" kind="primary">
        {verb}
      </Button>
      <Button kind="quiet" onClick={onDone}>
        Not now
      </Button>
    </Buttons>
  )
}
