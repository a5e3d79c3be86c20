import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Form } from '#web/ui/form.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { Problem, useAct } from './act.tsx'
import { outcomeOf, written } from './data.ts'
import styles from './spaces.module.css'

type Seat = { id: string; title: string; holder: string }

/** Who needs to hear what is learnt here: posts, which pass on from one holder to the next. */
export function Seats({ address }: { address: string }) {
  const seats = useQuery(api.spaces.seats.queryOptions({ input: { address } }))
  const attempt = useAttempt()
  const add = useAct(client.spaces.addSeat)
  const [changing, setChanging] = useState<Seat | null>(null)
  return (
    <Section
      title="Who needs to hear things"
      note="Posts, inside or outside, that an insight can be sent to: a board, a director, a ward councillor. Holding one does not let anybody in here."
    >
      {seats.isPending && <Loading what="Fetching the posts" lines={1} />}
      {seats.isError && !seats.data && (
        <Notice kind="error" title="The posts could not be fetched">
          Nothing is lost. Reload the page to try again.
        </Notice>
      )}
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.list}>
        {seats.data?.map((seat) => (
          <li key={seat.id} className={styles.row}>
            <div>
              <p className={styles.name}>{seat.title}</p>
              <p className={styles.meta}>{seat.holder === '' ? 'Nobody named yet' : `Held by ${seat.holder}`}</p>
            </div>
            <Button
              kind="quiet"
              small
              onClick={() => setChanging(seat)}
              aria-label={`Change the post of ${seat.title}`}
            >
              Change
            </Button>
          </li>
        ))}
      </ul>
      <Form
        name="Add a post"
        clear
        onSend={async (form) => {
          const answer = await add.mutateAsync({
            attempt: attempt.id,
            address,
            title: written(form, 'title'),
            holder: written(form, 'holder'),
          })
          if (answer.ok) attempt.renew()
          return outcomeOf(answer)
        }}
      >
        <div className={styles.pairOfFields}>
          <TextField label="Post" name="title" required maxLength={160} keepAs={`seat-title-${address}`} />
          <TextField label="Held now by" name="holder" optional maxLength={160} keepAs={`seat-holder-${address}`} />
        </div>
        <Buttons>
          <Button type="submit">Add the post</Button>
        </Buttons>
      </Form>
      {changing && <Change seat={changing} onClose={() => setChanging(null)} />}
    </Section>
  )
}

function Change({ seat, onClose }: { seat: Seat; onClose: () => void }) {
  const [attempt] = useState(() => crypto.randomUUID())
  const change = useAct(client.spaces.changeSeat, onClose)
  return (
    <Dialog open onClose={onClose} title="Change the post">
      <Form
        onSend={(form) =>
          change.mutate({ attempt, seat: seat.id, title: written(form, 'title'), holder: written(form, 'holder') })
        }
        pending={change.isPending}
      >
        <Problem>{change.problem}</Problem>
        <TextField label="Post" name="title" required maxLength={160} defaultValue={seat.title} />
        <TextField
          label="Held now by"
          name="holder"
          optional
          maxLength={160}
          defaultValue={seat.holder}
          hint="What was sent to the post stays with the post."
        />
        <Buttons>
          <Button kind="primary" type="submit">
            Keep it so
          </Button>
          <Button onClick={onClose}>Leave it as it was</Button>
        </Buttons>
      </Form>
    </Dialog>
  )
}
