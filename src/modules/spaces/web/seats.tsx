import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Form } from '#web/ui/form.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Menu } from '#web/ui/menu.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { VisuallyHidden } from '#web/ui/visually-hidden.tsx'
import { Problem, useAct } from './act.tsx'
import own from './belonging.module.css'
import { outcomeOf, type usePeople, written } from './data.ts'
import { Letters, type SeatTold } from './seat-letters.tsx'
import styles from './spaces.module.css'

type People = NonNullable<ReturnType<typeof usePeople>['data']>

/** Who needs to hear what is learnt here: posts, which pass on from one holder to the next. */
export function Seats({ address, people }: { address: string; people: People }) {
  const seats = useQuery(api.spaces.seats.queryOptions({ input: { address } }))
  const attempt = useAttempt()
  const add = useAct(client.spaces.addSeat)
  const [changing, setChanging] = useState<{ seat: SeatTold; what: 'post' | 'holders' } | null>(null)
  return (
    <Section
      title="Who needs to hear things"
      note="Posts, inside or outside, that an insight can be sent to: a board, a director, a ward councillor. Holding one does not let anybody in here."
    >
      <span id="posts" />
      {seats.isPending && <Loading what="Fetching the posts" lines={1} />}
      {seats.isError && !seats.data && (
        <Notice
          kind="error"
          title="The posts could not be fetched"
          actions={<Button onClick={() => void seats.refetch()}>Try again</Button>}
        >
          Nothing is lost, and nothing was changed.
        </Notice>
      )}
      {seats.data?.length === 0 && (
        <p className={styles.meta}>Posts will stand here. Begin with whoever decides about what you learn.</p>
      )}
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.list}>
        {seats.data?.map((seat) => (
          <li key={seat.id} className={styles.row}>
            <div>
              <p className={styles.name}>
                {seat.title}
                {seat.mine && <span className={styles.meta}> yours</span>}
              </p>
              <p className={styles.meta}>
                {seat.holder === '' ? 'Nobody named yet' : `Held by ${seat.holder}`}
                {seat.holders.length === 2 && ', who share it'}
              </p>
              {seat.mine && <Letters seat={seat} />}
            </div>
            <div data-paper="no">
              {seat.can.hold ? (
                <Menu
                  label={
                    <>
                      Change<VisuallyHidden> the post of {seat.title}</VisuallyHidden>
                    </>
                  }
                  small
                  name={`Change the post of ${seat.title}`}
                  items={[
                    { id: 'holders', label: 'Who here holds it', onAct: () => setChanging({ seat, what: 'holders' }) },
                    ...(seat.can.change
                      ? [
                          {
                            id: 'post',
                            label: 'Name, or somebody outside',
                            onAct: () => setChanging({ seat, what: 'post' }),
                          },
                        ]
                      : []),
                  ]}
                />
              ) : (
                seat.can.change && (
                  <Button
                    kind="quiet"
                    small
                    onClick={() => setChanging({ seat, what: 'post' })}
                    aria-label={`Change the post of ${seat.title}`}
                  >
                    Change
                  </Button>
                )
              )}
            </div>
          </li>
        ))}
      </ul>
      <div data-paper="no">
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
      </div>
      {changing?.what === 'post' && <Change seat={changing.seat} onClose={() => setChanging(null)} />}
      {changing?.what === 'holders' && <Hold seat={changing.seat} people={people} onClose={() => setChanging(null)} />}
    </Section>
  )
}

/** Who of the members holds it: one, or two who share it. */
function Hold({ seat, people, onClose }: { seat: SeatTold; people: People; onClose: () => void }) {
  const [attempt] = useState(() => crypto.randomUUID())
  const hold = useAct(client.spaces.holdSeat, onClose)
  const [chosen, setChosen] = useState(seat.holders.map((one) => one.membership))
  return (
    <Dialog open onClose={onClose} title={`Who holds ${seat.title}?`}>
      <Form pending={hold.isPending} onSend={() => hold.mutate({ attempt, seat: seat.id, memberships: chosen })}>
        <Problem>{hold.problem}</Problem>
        <p>
          One of you, or two who share it. They read what is sent to the post, what was sent before as well, and nothing
          round it. Two who share it have one inbox.
        </p>
        <fieldset className={styles.roles}>
          <legend>Held by</legend>
          <div className={own.boxes}>
            {people.members.map((one) => (
              <Checkbox
                key={one.id}
                label={one.name}
                checked={chosen.includes(one.id)}
                disabled={chosen.length >= 2 && !chosen.includes(one.id)}
                onChange={(on) => setChosen(on ? [...chosen, one.id] : chosen.filter((id) => id !== one.id))}
              />
            ))}
          </div>
        </fieldset>
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

function Change({ seat, onClose }: { seat: SeatTold; onClose: () => void }) {
  const [attempt] = useState(() => crypto.randomUUID())
  const change = useAct(client.spaces.changeSeat, onClose)
  return (
    <Dialog open onClose={onClose} title="Change the post">
      <Form
        onSend={(form) =>
          change.send({ attempt, seat: seat.id, title: written(form, 'title'), holder: written(form, 'holder') })
        }
        pending={change.isPending}
      >
        <TextField
          label="Post"
          name="title"
          required
          maxLength={160}
          defaultValue={seat.title}
          keepAs={`seat ${seat.id} title`}
        />
        <TextField
          label="Held now by"
          name="holder"
          optional
          maxLength={160}
          defaultValue={seat.holder}
          keepAs={`seat ${seat.id} holder`}
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
