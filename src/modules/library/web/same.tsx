import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { client } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Form } from '#web/ui/form.tsx'
import type { Evidence } from '../contract.ts'
import { EvidencePicker } from './evidence-picker.tsx'
import { EvidenceQuote } from './evidence-quote.tsx'
import styles from './library.module.css'

/** A list with what says the same folded under one. What it stands under may be further down, or taken back: then it stands alone. */
export function folded(items: Evidence[]): { item: Evidence; same: Evidence[] }[] {
  const heads = new Set(items.filter((one) => one.words !== null && one.sameAs === null).map((one) => one.id))
  const under = Map.groupBy(items, (one) =>
    one.words !== null && one.sameAs !== null && heads.has(one.sameAs) ? one.sameAs : '',
  )
  return (under.get('') ?? []).map((item) => ({ item, same: under.get(item.id) ?? [] }))
}

/** The pieces that say the same, each with its own words and whose they are. */
export function SameSaid({ same, space, address }: { same: Evidence[]; space: string; address: string }) {
  const attempt = useAttempt()
  if (same.length === 0) return null
  return (
    <details className={styles.same}>
      <summary>{same.length === 1 ? 'Said once more' : `Said ${same.length} times more`}</summary>
      {same.map((one) => (
        <div key={one.id} id={one.id} tabIndex={-1}>
          <EvidenceQuote item={one} address={address} />
          <Form
            onSend={async () => {
              const done = await client.library.untieSame({ attempt: attempt.id, space, id: one.id })
              attempt.renew()
              if (!done.ok) return { problem: done.sentence }
            }}
          >
            <div data-paper="no">
              <Button type="submit" kind="quiet" small>
                Not the same after all
              </Button>
            </div>
          </Form>
        </div>
      ))}
    </details>
  )
}

type Props = { item: Evidence; address: string; space: string; onClose: () => void }

/** Which other piece says the same: this one is shown under it, and both stay as they are. */
export function SayTheSame({ item, address, space, onClose }: Props) {
  const attempt = useAttempt()
  const [chosen, setChosen] = useState<string[]>([])
  return (
    <Dialog open onClose={onClose} title="Which one says the same?" shape="sheet">
      <EvidenceQuote item={item} />
      <p>
        It is shown under the one you choose. Both keep their own words, what is known of them and whose they are; where
        one is taken back, the other stays.
      </p>
      <Form
        onSend={async () => {
          const [under] = chosen
          if (under === undefined || chosen.length > 1) return { problem: 'Choose one piece.' }
          if (under === item.id) return { problem: 'That is this piece itself. Choose another.' }
          const done = await client.library.tieSame({ attempt: attempt.id, space, id: item.id, under })
          attempt.renew()
          if (!done.ok) return { problem: done.sentence }
          onClose()
        }}
      >
        <EvidencePicker address={address} chosen={chosen} onChange={(all) => setChosen(all.slice(-1))} />
        <Buttons>
          <Button kind="primary" type="submit">
            They say the same
          </Button>
          <Button kind="quiet" onClick={onClose}>
            Not now
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  )
}
