import { useMutation, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { CopyButton } from '#web/ui/copy-button.tsx'
import { Form } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { useComesBack, useSending, wordsOf } from './data.ts'
import { type DoingProps, Foot } from './foot.tsx'
import styles from './insights.module.css'

type Sent = { state: 'inside' | 'went' | 'open' | 'stays'; link: string | null; mailed: boolean }

type Letter = {
  attempt: string
  note: string
  email: string
  seat: { id: string } | { title: string; holder: string }
}
type LetterProps = DoingProps & {
  name: string
  keep: string
  shown: string
  asks: string
  above?: ReactNode
  /** Whose it was said to be. */
  whose?: string
  deliver: (letter: Letter) => Promise<({ ok: true } & Sent) | { ok: false; sentence: string }>
}

/** Words of one piece of evidence to one seat: whoever said them is asked too. */
export function SendWords(props: DoingProps) {
  const deliver = useMutation(api.insights.sendWords.mutationOptions())
  const lines = new Map(props.trace.evidence.flatMap((one) => (one.words === null ? [] : [[one.id, one.words]])))
  const [line, setLine] = useState(props.what.of)
  const words = lines.get(line) ?? ''
  return (
    <LetterForm
      {...props}
      name="Let somebody read a line"
      keep={`words ${line}`}
      shown={words}
      asks="They go without a name. Whoever said them is asked first, and those who read them here."
      above={
        lines.size > 1 && (
          <Select
            label="The line"
            value={line}
            onChange={setLine}
            choices={[...lines].map(([value, label]) => ({ value, label }))}
          />
        )
      }
      deliver={(letter) => deliver.mutateAsync({ ...letter, evidence: line, words })}
    />
  )
}

/** The form of what goes to one post: what its holder will see stands above the button. */
export function LetterForm({ here, onDone, name, keep, shown, asks, above, whose = '', deliver }: LetterProps) {
  const send = useSending()
  const attempt = useAttempt()
  const seats = useQuery(api.insights.seats.queryOptions({ input: { id: here.id } }))
  const comesBack = useComesBack(here.address)
  const [seat, setSeat] = useState('')
  const [gone, setGone] = useState<Sent | null>(null)
  if (gone) return <Gone {...gone} onDone={onDone} />
  const known = seats.data ?? []
  const letterIn = (data: FormData): Letter => ({
    attempt: attempt.id,
    note: wordsOf(data, 'note'),
    email: wordsOf(data, 'email'),
    seat: seat ? { id: seat } : { title: wordsOf(data, 'title'), holder: wordsOf(data, 'holder') },
  })
  return (
    <Form
      name={name}
      onSend={async (data) => {
        let answer: Sent | null = null
        return send(
          async () => {
            const sent = await deliver(letterIn(data))
            if (sent.ok) answer = { state: sent.state, link: sent.link, mailed: sent.mailed }
            return sent
          },
          () => setGone(answer),
        )
      }}
    >
      {above}
      {known.length > 0 && (
        <Select
          label="The post it goes to"
          name="post"
          empty="A new one"
          value={seat}
          onChange={setSeat}
          choices={known.map((one) => ({
            value: one.id,
            label: one.holder ? `${one.title} (${one.holder})` : one.title,
          }))}
        />
      )}
      {!seat && (
        <>
          <TextField
            label="Their post"
            hint="Discharge lead, South Wear"
            name="title"
            required
            maxLength={160}
            defaultValue={whose}
            keepAs={`${keep} title`}
          />
          <TextField label="Who holds it now" name="holder" optional maxLength={160} keepAs={`${keep} holder`} />
        </>
      )}
      <section className={styles.stack} aria-label="What they will see">
        <p className={styles.meta}>They will see this and nothing round it. {asks}</p>
        <LetOut words={shown} />
      </section>
      <TextArea
        label="A note with it"
        name="note"
        optional
        maxLength={1000}
        keepAs={keep}
        rows={2}
        reach={{ person: 'third', sentence: 'Whoever has the link, for 60 days' }}
      />
      <TextField
        label="Their address"
        type="email"
        hint="We write to it when the link is ready, without any of these words. Leave it empty to hand the link over yourself."
        name="email"
        optional
        keepAs={`${keep} email`}
      />
      <p className={styles.meta}>{comesBack}</p>
      <Foot verb="Ask, and send it" onDone={onDone} />
    </Form>
  )
}

/** What was let out, line by line, as its reader has it. */
export function LetOut({ words }: { words: string }) {
  return (
    <div className={styles.shown}>
      {words.split('\n').map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one text, which never move
        <p key={at}>{line}</p>
      ))}
    </div>
  )
}

/** The link for what was let go, or a new one when that was lost: the one before it stops. */
export function NewLink({ of, onDone }: { of: string; onDone: () => void }) {
  const send = useSending()
  const attempt = useAttempt()
  const [link, setLink] = useState<{ link: string | null; mailed: boolean } | null>(null)
  const renew = useMutation(api.insights.link.mutationOptions())
  if (link) return <Gone state="went" link={link.link} mailed={link.mailed} onDone={onDone} />
  return (
    <Form
      name="The link"
      onSend={() => {
        let fresh: { link: string | null; mailed: boolean } | null = null
        return send(
          async () => {
            const answer = await renew.mutateAsync({ attempt: attempt.id, receiver: of })
            if (answer.ok) fresh = { link: answer.link, mailed: answer.mailed }
            return answer
          },
          () => {
            attempt.renew()
            setLink(fresh)
          },
        )
      }}
    >
      <p>It opens what was let out, for 60 days and without an account. A link made before this one stops at once.</p>
      <Foot verb="Make the link" onDone={onDone} />
    </Form>
  )
}

function Gone({ state, link, mailed, onDone }: Sent & { onDone: () => void }) {
  if (state !== 'went') return <Asked state={state} onDone={onDone} />
  return <Ready link={link} mailed={mailed} onDone={onDone} />
}

const ASKED = {
  open: [
    'Not settled yet',
    'Those who read it here are asked under “Waiting for you”, with these exact words. Nothing has gone anywhere. When it is settled you find the link beside their name; without an answer from all of them it stays after 30 days.',
  ],
  inside: [
    'It is with them',
    'They read it here anyway, so nobody had to be asked. It waits for them where they sign in.',
  ],
  stays: ['It stays', 'Nothing has gone anywhere. There are no reasons to give.'],
} as const

function Asked({ state, onDone }: { state: keyof typeof ASKED; onDone: () => void }) {
  const [title, words] = ASKED[state]
  return (
    <div className={styles.stack}>
      <Notice kind={state === 'inside' ? 'saved' : 'info'} title={title}>
        {words}
      </Notice>
      <div className={styles.acts}>
        <Button kind="primary" onClick={onDone}>
          Done
        </Button>
      </div>
    </div>
  )
}

function Ready({ link, mailed, onDone }: { link: string | null; mailed: boolean; onDone: () => void }) {
  return (
    <div className={styles.stack}>
      <Notice kind="saved" title={mailed ? 'It is on its way' : 'The link is ready'}>
        {mailed
          ? 'We wrote to them. You can hand them the link as well.'
          : 'Hand it to them yourself. It is shown once, and kept nowhere.'}{' '}
        It works for 60 days without an account.
      </Notice>
      {link ? (
        <p className={styles.link}>{link}</p>
      ) : (
        <p>The link was shown before. Make a new one beside their name if it is lost.</p>
      )}
      <div className={styles.acts}>
        {link && <CopyButton text={link}>Copy the link</CopyButton>}
        <Button kind="primary" onClick={onDone}>
          Done
        </Button>
      </div>
    </div>
  )
}
