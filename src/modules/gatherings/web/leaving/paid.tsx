import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { dayWords, today } from '#web/lib/day.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Form } from '#web/ui/form.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { useSending, wordsOf } from '../data.ts'
import styles from './leaving.module.css'

/** What each guest is owed for coming, and when it was paid: noted by whoever ran it, read by each on their own slip. */
export function Paid({ room, promised }: { room: string; promised: string }) {
  const told = useQuery(api.gatherings.owed.queryOptions({ input: { room } }))
  if (told.isPending) return <Loading what="Fetching what is owed" lines={2} />
  if (told.isError)
    return (
      <Notice
        kind="error"
        title="What is owed could not be fetched"
        actions={<Button onClick={() => void told.refetch()}>Try again</Button>}
      >
        Nothing is lost: what was noted is still kept.
      </Notice>
    )
  const { owed } = told.data
  if (owed.length === 0 || (promised === '' && owed.every((one) => one.owed === ''))) return null
  return (
    <Section
      title="What guests are owed for coming"
      note={`${promised === '' ? 'Nothing was promised at the door.' : `Promised at the door: ${promised.trim().replace(/[.!?]?$/, '.')}`} Each guest reads their own on their slip; nobody but whoever ran it reads the others.`}
    >
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.list}>
        {owed.map((one) => (
          <Owed key={one.person} room={room} one={one} />
        ))}
      </ul>
    </Section>
  )
}

type OwedProps = { room: string; one: { person: string; name: string; owed: string; paidOn: string | null } }

function Owed({ room, one }: OwedProps) {
  const [noting, setNoting] = useState(false)
  const send = useSending()
  const attempt = useAttempt()
  const note = useMutation(api.gatherings.notePaid.mutationOptions())
  const stands = one.owed === '' ? 'nothing noted' : one.owed
  return (
    <li className={styles.owed}>
      <div>
        <p>{one.name}</p>
        <p className={styles.meta}>
          {stands}
          {one.owed !== '' && (one.paidOn === null ? ', not paid yet' : `, paid on ${dayWords(one.paidOn)}`)}
        </p>
      </div>
      {noting ? (
        <Form
          name={`What ${one.name} is owed`}
          onSend={(data) =>
            send(
              () =>
                note.mutateAsync({
                  ...{ attempt: attempt.id, room, person: one.person, owed: wordsOf(data, 'owed') },
                  paidOn: wordsOf(data, 'paidOn') || null,
                }),
              () => {
                attempt.renew()
                setNoting(false)
              },
            )
          }
        >
          <TextField
            label="What they are owed"
            name="owed"
            hint="Money, fares, hours: £50 and £4.20 for the bus."
            maxLength={200}
            defaultValue={one.owed}
            keepAs={`owed ${room} ${one.person}`}
          />
          <DateField label="Paid on" name="paidOn" optional max={today()} defaultValue={one.paidOn ?? ''} />
          <Buttons>
            <Button type="submit">Note it</Button>
            <Button kind="quiet" onClick={() => setNoting(false)}>
              Leave it as it is
            </Button>
          </Buttons>
        </Form>
      ) : (
        <Button small kind="quiet" aria-label={`Note what ${one.name} is owed`} onClick={() => setNoting(true)}>
          {one.owed === '' ? 'Note it' : 'Change it'}
        </Button>
      )}
    </li>
  )
}
