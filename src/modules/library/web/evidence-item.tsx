import { useState } from 'react'
import { BringTo, NOT_RECALLED } from '#modules/crossings/web/index.tsx'
import { useAttempt } from '#web/lib/attempt.ts'
import { client } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Form } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Reach, type ReachProps } from '#web/ui/reach.tsx'
import type { Card, Evidence } from '../contract.ts'
import { CardFields, cardOf } from './card-fields.tsx'
import { ContestIt, Contests, TakeContestBack } from './contests.tsx'
import { BEFORE } from './document-lines.tsx'
import { CardNotes, EvidenceQuote } from './evidence-quote.tsx'
import { LedTo } from './led-to.tsx'
import styles from './library.module.css'
import { SameSaid, SayTheSame } from './same.tsx'

type Props = {
  item: Evidence
  same: Evidence[]
  address: string
  space: string
  reach: ReachProps
  chapter: string
  /** What was built on it, as far as the reader may see. */
  resting: readonly { evidence: string; words: string; to: string }[]
  /** What a copy that it came with said of it. */
  copied: string | null
}

/** A piece of evidence in its list, with what is known beside it and what can be done with it. */
export function EvidenceItem({ item, same, address, space, reach, chapter, resting, copied }: Props) {
  const [open, setOpen] = useState<'card' | 'bring' | 'same' | 'out' | 'contest' | { back: string } | null>(null)
  const close = () => setOpen(null)
  return (
    <li className={styles.item} id={item.id} tabIndex={-1}>
      <div className={styles.itemText}>
        <EvidenceQuote item={item} address={address} />
        <Contests of={item.contests} onBack={(back) => setOpen({ back })} />
        <LedTo evidence={item.id} address={address} resting={resting} />
        {copied !== null && <p className={styles.small}>In the copy it came with: {copied}</p>}
        <SameSaid same={same} space={space} address={address} />
        {item.words !== null && item.chapter !== chapter && (
          <p className={styles.small}>{`${BEFORE[0]!.toUpperCase()}${BEFORE.slice(1)}.`}</p>
        )}
        {item.words !== null && (
          <div className={styles.acts} data-paper="no">
            {item.can.edit && (
              <Button kind="quiet" small onClick={() => setOpen('card')}>
                What is known
              </Button>
            )}
            <Button kind="quiet" small aria-haspopup="dialog" onClick={() => setOpen('contest')}>
              Dispute it
            </Button>
            <Button kind="quiet" small aria-haspopup="dialog" onClick={() => setOpen('same')}>
              Says the same as…
            </Button>
            {item.can.takeOut && (
              <Button kind="quiet" small aria-haspopup="dialog" onClick={() => setOpen('out')}>
                Take my words out
              </Button>
            )}
            {item.can.bring && (
              <Button kind="quiet" small aria-haspopup="dialog" onClick={() => setOpen('bring')}>
                Bring it to…
              </Button>
            )}
          </div>
        )}
      </div>
      <CardNotes item={item} />
      {open === 'card' && <EditCard item={item} space={space} reach={reach} onClose={close} />}
      {open === 'contest' && <ContestIt item={item} space={space} reach={reach} onClose={close} />}
      {open !== null && typeof open === 'object' && <TakeContestBack id={open.back} space={space} onClose={close} />}
      {open === 'same' && <SayTheSame item={item} address={address} space={space} onClose={close} />}
      {open === 'out' && <TakeOut item={item} space={space} onClose={close} />}
      {open === 'bring' && item.words !== null && (
        <BringTo
          source={{ kind: 'evidence', id: item.id, version: item.version }}
          words={item.words}
          from={space}
          onClose={close}
        />
      )}
    </li>
  )
}

/** Asks before somebody's own words leave the space, whoever typed them, and says what stays where it is. */
function TakeOut({ item, space, onClose }: { item: Evidence; space: string; onClose: () => void }) {
  const attempt = useAttempt()
  return (
    <Dialog open onClose={onClose} title="Take your words out?">
      <EvidenceQuote item={item} />
      <p>
        They go at once from here and from what was built on them here, for everybody and for good. What you let go
        elsewhere stays there until you take it back under “Where my words are”.
      </p>
      <p>{NOT_RECALLED}</p>
      <Form
        onSend={async () => {
          const done = await client.library.takeOut({ attempt: attempt.id, space, id: item.id })
          if (!done.ok) return { problem: done.sentence }
          onClose()
        }}
      >
        <Buttons>
          <Button kind="primary" type="submit">
            Take them out
          </Button>
          <Button kind="quiet" onClick={onClose}>
            Leave them here
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  )
}

/** Changes the card. If somebody else did so in the meantime, both are shown and neither is lost. */
function EditCard({
  item,
  space,
  reach,
  onClose,
}: {
  item: Evidence
  space: string
  reach: ReachProps
  onClose: () => void
}) {
  const attempt = useAttempt()
  const [based] = useState({ card: item.card, version: item.version })
  const [theirs, setTheirs] = useState<{ card: Card; version: number } | null>(null)
  return (
    <Dialog open onClose={onClose} title="What is known about it" shape="sheet">
      <EvidenceQuote item={item} />
      <Reach {...reach} />
      {theirs && (
        <Notice kind="info" title="Somebody changed this while you were writing">
          <p>What stands there now is here. Yours is below, as you typed it. Keeping it puts yours in its place.</p>
          <CardNotes item={{ ...item, card: theirs.card }} />
        </Notice>
      )}
      <Form
        onSend={async (data) => {
          try {
            const done = await client.library.editCard({
              attempt: attempt.id,
              space,
              id: item.id,
              version: (theirs ?? based).version,
              card: cardOf(data),
            })
            if (!done.ok) return { problem: done.sentence }
            onClose()
          } catch (fault) {
            if ((fault as { code?: string }).code !== 'conflict') throw fault
            const now = await client.library.evidenceItem({ space, id: item.id })
            setTheirs({ card: now.card, version: now.version })
          }
        }}
      >
        <CardFields card={based.card} keep={`card-${item.id}`} />
        <Buttons>
          <Button kind="primary" type="submit">
            {theirs ? 'Keep mine' : 'Keep it'}
          </Button>
          <Button kind="quiet" onClick={onClose}>
            {theirs ? 'Leave theirs' : 'Not now'}
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  )
}
