import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { dayWords, today } from '#web/lib/day.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Form } from '#web/ui/form.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Margin, Note } from '#web/ui/margin.tsx'
import { NotThere } from '#web/ui/not-there.tsx'
import { Section } from '#web/ui/page.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import type { KEPT_OUT, Rules } from '../contract/rules.ts'
import { useHere, written } from './data.ts'
import { SpacePage } from './space-page.tsx'
import styles from './spaces.module.css'
import { Terms } from './terms.tsx'

const NAMED_WORDS = {
  named: 'With their name',
  role: 'By what they are: a resident, somebody of the council',
  anonymous: 'Without any name',
}
const KEPT_OUT_WORDS: Record<(typeof KEPT_OUT)[number], string> = {
  funder: 'Whoever funds somebody here',
  line_manager: 'Whoever manages somebody here',
  public_body: 'Public bodies',
  grantee: 'Grantees',
  delivery_partner: 'Delivery partners',
  learning_partner: 'The learning partner',
  evaluator: 'Evaluators',
  academic: 'Academics',
  community_member: 'Residents',
  observer: 'Whoever only watches',
}
const keys = <Key extends string>(words: Record<Key, string>) => Object.keys(words) as Key[]

/** How a space has agreed to meet: on top of every invitation, and said again at the start. */
export default function RulesPage({ params }: PageProps) {
  const address = params.address!
  const rules = useQuery(api.spaces.rules.queryOptions({ input: { address } }))
  const [changing, setChanging] = useState(false)
  const told = rules.data
  return (
    <SpacePage
      address={address}
      tab="now"
      title="How we meet"
      margin={
        <Margin name="Where this stands">
          <Note title="Where this stands">
            On top of every invitation from here, at the door of every gathering, and on the wall when it starts.
          </Note>
          {told?.since && <Note title="Said last">{dayWords(told.since)}. What stood before is kept.</Note>}
        </Margin>
      }
    >
      {rules.isPending && <Loading what="Fetching how we meet" />}
      {rules.isError && !told && (
        <NotThere fault={rules.error} to={`/s/${address}`} verb="Go to the space" again={() => void rules.refetch()} />
      )}
      {told && (
        <Section title="How we meet" note="Talk about it together first. It takes about five minutes to write down.">
          {changing ? (
            <Say key={told.version} address={address} rules={told} done={() => setChanging(false)} />
          ) : (
            <>
              <Said rules={told} />
              {told.mayChange ? (
                <p data-paper="no">
                  <Button onClick={() => setChanging(true)}>{told.version === 0 ? 'Say it' : 'Say it anew'}</Button>
                </p>
              ) : (
                <p className={styles.hint}>A manager of this space writes it down.</p>
              )}
            </>
          )}
        </Section>
      )}
      {told && <Terms address={address} />}
    </SpacePage>
  )
}

function Said({ rules }: { rules: Rules }) {
  const nothing = 'Nothing was agreed yet.'
  return (
    <dl className={styles.both}>
      <dt>What the learning partner is here, and is not</dt>
      <dd>{rules.roleClause ? <span className={styles.words}>{rules.roleClause}</span> : nothing}</dd>
      <dt>Challenge</dt>
      <dd>{rules.challenge ? <span className={styles.words}>{rules.challenge}</span> : nothing}</dd>
      <dt>How people are named</dt>
      <dd>{rules.attribution === null ? nothing : `${NAMED_WORDS[rules.attribution]}.`}</dd>
      <dt>How often we are in touch</dt>
      <dd>{rules.cadenceDays === null ? nothing : `At least once in ${rules.cadenceDays} days.`}</dd>
      <dt>Our agreement</dt>
      <dd>
        {rules.agreedOn === null
          ? nothing
          : `Accepted on ${dayWords(rules.agreedOn)}, as a manager entered it. The agreement itself is not kept in this place yet.`}
      </dd>
      <dt>Who is not in the room</dt>
      <dd>
        {rules.keptOut.length === 0
          ? 'Nobody is kept out.'
          : `${rules.keptOut.map((one) => KEPT_OUT_WORDS[one]).join(', ')}.`}
      </dd>
    </dl>
  )
}

function Say({ address, rules, done }: { address: string; rules: Rules; done: () => void }) {
  const attempt = useAttempt()
  const queries = useQueryClient()
  const here = useHere(address)
  const reach = here.data && { person: here.data.reach.person, sentence: here.data.reach.standing }
  return (
    <Form
      name="How we meet"
      onSend={async (form) => {
        const days = written(form, 'cadenceDays')
        const answer = await client.spaces.sayRules({
          ...{ attempt: attempt.id, address, version: rules.version },
          ...{ roleClause: written(form, 'roleClause'), challenge: written(form, 'challenge') },
          attribution: (written(form, 'attribution') || null) as Rules['attribution'],
          cadenceDays: days === '' ? null : Number(days),
          keptOut: form.getAll('keptOut') as Rules['keptOut'],
          agreedOn: written(form, 'agreedOn') || null,
        })
        attempt.renew()
        if (!answer.ok) return { problem: answer.sentence }
        await queries.invalidateQueries()
        done()
      }}
    >
      <TextArea
        label="What the learning partner is here, and is not"
        name="roleClause"
        optional
        rows={3}
        maxLength={1000}
        defaultValue={rules.roleClause}
        placeholder="A critical friend. Not an inspector, not a grant manager, not a spokesperson."
        hint="It stands in every letter that asks somebody to a gathering, so it holds nothing in confidence."
        keepAs={`role-${address}`}
        {...(reach ? { reach } : {})}
      />
      <TextArea
        label="Challenge"
        name="challenge"
        optional
        rows={2}
        maxLength={500}
        defaultValue={rules.challenge}
        placeholder="You may question anything said here, and anybody who says it. Nothing follows from it outside."
        keepAs={`challenge-${address}`}
        {...(reach ? { reach } : {})}
      />
      <Select
        label="How people are named"
        name="attribution"
        empty="Nothing agreed"
        choices={keys(NAMED_WORDS).map((value) => ({ value, label: NAMED_WORDS[value] }))}
        {...(rules.attribution === null ? {} : { defaultValue: rules.attribution })}
        hint="Where a method says nothing else. It is always said before anybody writes."
      />
      <TextField
        label="In touch at least once in so many days"
        name="cadenceDays"
        type="number"
        min={1}
        max={366}
        short
        optional
        defaultValue={rules.cadenceDays === null ? '' : String(rules.cadenceDays)}
        hint="Such as 14. When it gets longer, everybody here sees it."
      />
      <DateField
        label="Our agreement was accepted on"
        name="agreedOn"
        optional
        defaultValue={rules.agreedOn ?? ''}
        max={today()}
        hint="From this day a partnership looks back every six months; the dates then stand with its gatherings. Nothing here checks the day: the agreement itself is not kept in this place yet."
      />
      <fieldset className={styles.fields}>
        <legend>Who is not in the room</legend>
        {keys(KEPT_OUT_WORDS).map((one) => (
          <Checkbox
            key={one}
            label={KEPT_OUT_WORDS[one]}
            name="keptOut"
            value={one}
            defaultChecked={rules.keptOut.includes(one)}
          />
        ))}
      </fieldset>
      <Buttons>
        <Button kind="primary" type="submit">
          Say it so
        </Button>
        <Button onClick={done}>Leave it as it was</Button>
      </Buttons>
    </Form>
  )
}
