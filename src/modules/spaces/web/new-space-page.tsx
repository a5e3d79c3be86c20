import type { InferContractRouterInputs } from '@orpc/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { Form } from '#web/ui/form.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import type { spacesContract } from '../contract.ts'
import { BelongingFields, belongingIn, RoleBoxes } from './belonging-fields.tsx'
import { outcomeOf, written } from './data.ts'
import styles from './spaces.module.css'
import { ANCHOR_WORDS, INTENSITY_WORDS } from './words.tsx'

type Create = InferContractRouterInputs<typeof spacesContract>['create']
const choices = <Key extends string>(words: Record<Key, string>) =>
  (Object.entries(words) as [Key, string][]).map(([value, label]) => ({ value, label }))
const lines = (text: string) =>
  text
    .split('\n')
    .map((one) => one.trim())
    .filter(Boolean)

/** What whoever makes a space usually does in it, by what it hangs on: ticked beforehand, theirs to change. */
const USUAL_ROLES: Record<NonNullable<Create['anchor']>, string[]> = {
  place: ['administrator'],
  project: ['learning_coordinator'],
  organisation: ['learning_coordinator'],
  funder: ['learning_coordinator'],
  network: ['facilitator'],
  cause_area: ['facilitator'],
}

/** The kinds that fit what it hangs on first, the others after them, each in their own order. */
function fitting<One extends { anchor: string }>(kinds: One[], anchor: string): One[] {
  if (anchor === '') return kinds
  return [...kinds.filter((one) => one.anchor === anchor), ...kinds.filter((one) => one.anchor !== anchor)]
}

/** Two minutes: what kind, its name, what for, and as what one takes part. Everything else has a default. */
export default function NewSpacePage() {
  const router = useRouter()
  const queries = useQueryClient()
  const attempt = useAttempt()
  const templates = useQuery(api.spaces.templates.queryOptions({ input: {} }))
  const organisations = useQuery(api.spaces.organisations.queryOptions({ input: {} }))
  const spaces = useQuery(api.spaces.list.queryOptions({ input: {} }))
  const [key, setKey] = useState('standard')
  const [anchor, setAnchor] = useState<Create['anchor'] | ''>('')
  const failed = [templates, organisations, spaces].find((one) => one.isError && !one.data)
  if (failed) {
    return (
      <Notice
        kind="error"
        title="We could not fetch what is needed to make a space"
        actions={<Button onClick={() => void failed.refetch()}>Try again</Button>}
      >
        Nothing was made.
      </Notice>
    )
  }
  if (!templates.data || !organisations.data || !spaces.data) return <Loading what="Fetching the kinds of space" />
  const template = templates.data.find((one) => one.key === key)!
  const parents = spaces.data.filter((one) => one.member && (template.kind !== 'pair' || one.kind === 'organisation'))
  return (
    <Page title="Make a space" reach={{ person: 'first', sentence: 'Only you, until you ask somebody in' }}>
      <p>
        About two minutes. Everything can be changed later, except what kind of space it is.{' '}
        <LinkTo to="/new-space/together">Two spaces become a third</LinkTo> has a page of its own.
      </p>
      <Form
        name="Make a space"
        onSend={async (form) => {
          const text = (name: string) => written(form, name)
          const answer = await client.spaces.create({
            attempt: attempt.id,
            template: key,
            name: text('name'),
            parent: text('parent') || undefined,
            purpose: text('purpose'),
            payer: text('payer'),
            priorities: lines(text('priorities')),
            anchor: (text('anchor') || undefined) as Create['anchor'],
            intensity: (text('intensity') || undefined) as Create['intensity'],
            unlisted: form.has('unlisted'),
            partners: lines(text('partners')).map((name) => ({ name })),
            ...belongingIn(form),
          })
          if (!answer.ok) return outcomeOf(answer)
          attempt.renew()
          void queries.invalidateQueries()
          router.history.push(`/s/${answer.address}`)
        }}
      >
        <TextField
          label="What is it called?"
          name="name"
          required
          maxLength={120}
          autoComplete="off"
          keepAs="new-space-name"
        />
        <TextArea
          label="What are you here for?"
          name="purpose"
          optional
          rows={2}
          maxLength={2000}
          placeholder="We exist to …"
          reach={{ person: 'second', sentence: 'Everybody who will be in this space' }}
          keepAs="new-space-purpose"
        />
        <Select
          label="What brings you together?"
          name="hangs-on"
          empty="Not sure yet"
          hint="The kinds of space that fit come first. You can change it later."
          value={anchor}
          onChange={(on) => {
            const wanted = on as typeof anchor
            setAnchor(wanted)
            const first = templates.data.find((one) => one.anchor === wanted)
            if (first !== undefined) setKey(first.key)
          }}
          choices={choices(ANCHOR_WORDS)}
        />
        <RadioGroup
          label="What kind of space?"
          name="template"
          value={key}
          onChange={setKey}
          choices={fitting(templates.data, anchor || '').map((one) => ({
            value: one.key,
            label: one.name,
            hint: one.says,
          }))}
        />
        <BelongingFields
          key={key}
          organisations={organisations.data}
          whose="my"
          only={key === 'charities_group' ? ['grantee'] : undefined}
        />
        {parents.length > 0 && (
          <Select
            label="Under which space?"
            name="parent"
            empty="Under none"
            hint="Its members see the name of a listed space, and nothing of what is in it."
            choices={parents.map((one) => ({ value: one.id, label: `${'  '.repeat(one.depth)}${one.name}` }))}
          />
        )}
        <details className={styles.more} key={`more-${key}`}>
          <summary>More, if you like</summary>
          <div>
            <RoleBoxes
              label="What you do here"
              hint="You are its manager as well: all this can be changed later."
              leave={['manager', 'speaks_for_organisation']}
              key={anchor}
              chosen={anchor ? USUAL_ROLES[anchor] : []}
            />
            <TextField
              label="Who pays for it?"
              name="payer"
              optional
              maxLength={300}
              hint="A body as people here say its name, such as Bridgewell. It stands in the sentence at the top of every page."
              keepAs="new-space-payer"
            />
            <TextArea
              label="Priorities"
              name="priorities"
              optional
              plain
              rows={2}
              hint="One on each line, five at most. Two are better."
              keepAs="new-space-priorities"
            />
            <TextArea
              label="Other organisations that will take part"
              name="partners"
              optional
              plain
              rows={2}
              hint="One on each line. You can ask their people in afterwards."
              keepAs="new-space-partners"
            />
            <div className={styles.pairOfFields}>
              <Select
                label="It gathers round"
                name="anchor"
                choices={choices(ANCHOR_WORDS)}
                key={anchor}
                defaultValue={anchor || template.anchor}
              />
              <Select
                label="How much you take on"
                name="intensity"
                choices={choices(INTENSITY_WORDS)}
                defaultValue={template.intensity}
              />
            </div>
            <Checkbox
              name="unlisted"
              label="Unlisted"
              hint="Nobody who is not in it can tell that it exists."
              defaultChecked={template.unlisted}
            />
          </div>
        </details>
        <Buttons>
          <Button kind="primary" type="submit">
            Make the space
          </Button>
        </Buttons>
      </Form>
    </Page>
  )
}
