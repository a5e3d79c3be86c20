import { Waiting, WaitingList } from '#web/ui/waiting.tsx'
import { type Aside, type Ask, backWords } from './data.ts'
import styles from './today.module.css'

/** What I put aside and still waits, folded: nothing is lost by it. */
export default function PutAside({ asks, onBack }: { asks: readonly Aside[]; onBack: (ask: Ask) => void }) {
  return (
    <details className={styles.aside}>
      <summary>Put aside ({asks.length})</summary>
      <WaitingList quiet>
        {asks.map((ask) => (
          <Waiting
            key={ask.key}
            meta={backWords(ask.until)}
            to={ask.to}
            act={{ label: 'Bring it back', kind: 'quiet', onAct: () => onBack(ask) }}
          >
            {ask.words}
          </Waiting>
        ))}
      </WaitingList>
    </details>
  )
}
