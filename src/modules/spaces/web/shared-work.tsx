import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, client } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Form } from '#web/ui/form.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { useAct } from './act.tsx'
import own from './belonging.module.css'
import { type usePeople, written } from './data.ts'
import styles from './spaces.module.css'
import { type Tie, Ties } from './ties.tsx'
import { choicesOf, FUNCTION_WORDS } from './work-words.tsx'

type People = NonNullable<ReturnType<typeof usePeople>['data']>
type Load = {
  id: string
  function: keyof typeof FUNCTION_WORDS
  organisation: string
  organisationId: string
  from: string
  until: string | null
  resource: string
  by: string | null
  before: { organisation: string; from: string; until: string | null; resource: string; changed: string }[]
}

/** Which organisation carries what, for how long and with what; and who works with whom. */
export function SharedWork({ address, people }: { address: string; people: People }) {
  const shared = useQuery(api.spaces.shared.queryOptions({ input: { address } }))
  const loads: Load[] = shared.data?.loads ?? []
  const ties: Tie[] = shared.data?.ties ?? []
  return (
    <>
      <Section
        title="Which organisation carries what"
        note="Hosting, facilitation, money: each with its end, so that it can be shared out again in time. Everybody here reads this and may change it; what stood before stays."
      >
        {shared.isPending && <Loading what="Fetching who carries what" lines={1} />}
        {shared.isError && !shared.data && (
          <Notice
            kind="error"
            title="Who carries what could not be fetched"
            actions={<Button onClick={() => void shared.refetch()}>Try again</Button>}
          >
            Nothing is lost, and nothing was changed.
          </Notice>
        )}
        {shared.data && <Loads loads={loads} address={address} people={people} />}
      </Section>
      {shared.data && <Ties ties={ties} address={address} people={people} />}
    </>
  )
}

const spanWords = (one: { from: string; until: string | null }) =>
  `since ${dayWords(one.from)}${one.until === null ? ', no end named' : `, until ${dayWords(one.until)}`}`

function Loads({ loads, address, people }: { loads: Load[]; address: string; people: People }) {
  const [saying, setSaying] = useState<Load | 'new' | null>(null)
  return (
    <>
      {loads.length === 0 && (
        <p className={styles.meta}>Nothing is written down yet. Begin with who hosts this, and until when.</p>
      )}
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.list}>
        {loads.map((one) => (
          <li key={one.id} className={styles.row}>
            <div>
              <p className={styles.name}>{FUNCTION_WORDS[one.function]}</p>
              <p>
                {one.organisation}
                {one.resource && ` · ${one.resource}`}
              </p>
              <p className={styles.meta}>{spanWords(one)}</p>
              {one.before.length > 0 && (
                <details className={own.fold}>
                  <summary className={styles.meta}>What stood before</summary>
                  <ul className={own.before}>
                    {one.before.map((was) => (
                      <li key={`${was.changed}${was.resource}${was.from}`}>
                        {[was.organisation, was.resource, spanWords(was)].filter(Boolean).join(' · ')}. Changed on{' '}
                        {dayWords(was.changed)}.
                      </li>
                    ))}
                  </ul>
                </details>
              )}
            </div>
            <div data-paper="no">
              <Button
                kind="quiet"
                small
                onClick={() => setSaying(one)}
                aria-label={`Change who carries: ${FUNCTION_WORDS[one.function]}`}
              >
                Change
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <div data-paper="no">
        <Button onClick={() => setSaying('new')}>Write down who carries something</Button>
      </div>
      {saying !== null && (
        <Say
          load={saying === 'new' ? null : saying}
          address={address}
          people={people}
          onClose={() => setSaying(null)}
        />
      )}
    </>
  )
}

function Say(props: { load: Load | null; address: string; people: People; onClose: () => void }) {
  const { load, address, people, onClose } = props
  const [attempt] = useState(() => crypto.randomUUID())
  const say = useAct(client.spaces.sayLoad, onClose)
  const known = people.organisations.some((one) => one.id === load?.organisationId)
  const organisations = [
    ...people.organisations,
    ...(load !== null && !known ? [{ id: load.organisationId, name: load.organisation }] : []),
  ]
  return (
    <Dialog open onClose={onClose} title={load ? FUNCTION_WORDS[load.function] : 'Who carries it?'}>
      <Form
        pending={say.isPending}
        onSend={(form) =>
          say.send({
            attempt,
            address,
            instead: load?.id,
            function: load?.function ?? (written(form, 'function') as Load['function']),
            organisation: written(form, 'organisation'),
            from: written(form, 'from'),
            until: written(form, 'until') || null,
            resource: written(form, 'resource'),
          })
        }
      >
        {load === null && (
          <Select label="What" name="function" required empty="Choose one" choices={choicesOf(FUNCTION_WORDS)} />
        )}
        <Select
          label="Which organisation"
          name="organisation"
          required
          empty={organisations.length === 0 ? 'No organisation is named here yet' : 'Choose one'}
          defaultValue={load?.organisationId}
          choices={organisations.map((one) => ({ value: one.id, label: one.name }))}
        />
        <div className={styles.pairOfFields}>
          <DateField label="From" name="from" required defaultValue={load?.from} />
          <DateField label="Until" name="until" optional defaultValue={load?.until ?? undefined} />
        </div>
        <TextArea
          label="With what"
          name="resource"
          optional
          plain
          rows={2}
          maxLength={500}
          hint="Days, money, a room: in words, so that everybody sees what it costs."
          defaultValue={load?.resource}
          keepAs={`load-${address}-${load?.id ?? 'new'}`}
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
