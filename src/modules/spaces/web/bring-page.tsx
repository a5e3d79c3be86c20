import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, client } from '#web/lib/client.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { Form } from '#web/ui/form.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { Reach } from '#web/ui/reach.tsx'
import { Select } from '#web/ui/select.tsx'
import { useHere, written } from './data.ts'
import { SpacePage } from './space-page.tsx'
import styles from './spaces.module.css'

type Outcome = { went: number; open: number; not: string[] }

/** Several things brought from one space to another at once: each is asked for by itself, of whoever said it. */
export default function BringPage({ params }: PageProps) {
  const address = params.address!
  const here = useHere(address)
  const space = here.data?.id ?? ''
  const on = here.isSuccess
  const targets = useQuery(api.crossings.targets.queryOptions({ input: { from: space }, enabled: on }))
  const evidence = useInfiniteQuery(
    api.library.evidence.infiniteOptions({
      input: (cursor: string | undefined) => ({ space, cursor }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
      enabled: on,
    }),
  )
  const [to, setTo] = useState('')
  const [chosen, setChosen] = useState<string[]>([])
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  // One attempt for each thing: sent again after a broken connection, none is asked for twice.
  const attempts = useRef(new Map<string, string>())
  const mine = targets.data?.targets.filter((one) => one.member) ?? []
  const target = mine.find((one) => one.id === to)
  const items = (evidence.data?.pages.flatMap((page) => page.items) ?? []).filter(
    (one) => one.can.bring && one.words !== null,
  )
  const failed = [targets, evidence].find((one) => one.isError && !one.data)
  const bring = async (form: FormData) => {
    if (target === undefined) return { problem: 'Choose where to.' }
    if (chosen.length === 0) return { problem: 'Choose at least one thing.' }
    const done: Outcome = { went: 0, open: 0, not: [] }
    for (const item of items.filter((one) => chosen.includes(one.id))) {
      const key = `${item.id} ${target.id}`
      if (!attempts.current.has(key)) attempts.current.set(key, crypto.randomUUID())
      const named = item.whose === 'mine' || item.whose === 'member'
      const answer = await client.crossings.propose({
        attempt: attempts.current.get(key)!,
        kind: 'evidence',
        source: item.id,
        version: item.version,
        words: item.words!,
        form: named ? 'words' : 'unnamed',
        target: target.id,
        audience: target.reach.sentence,
        hat: item.whose === 'mine' ? (written(form, 'hat') as 'myself') : undefined,
      })
      if (!answer.ok) done.not.push(answer.sentence)
      else if (answer.state === 'went') done.went += 1
      else done.open += 1
    }
    setChosen([])
    setOutcome(done)
  }
  return (
    <SpacePage address={address} tab="now" title="Bring things elsewhere">
      {failed && (
        <Notice
          kind="error"
          title="What is here could not be fetched"
          actions={<Button onClick={() => void failed.refetch()}>Try again</Button>}
        >
          Nothing has gone anywhere.
        </Notice>
      )}
      {outcome && <Done outcome={outcome} name={target?.name ?? 'there'} />}
      {!failed && (targets.isPending || evidence.isPending) && <Loading what="Fetching what is here" />}
      {targets.data && evidence.data && (
        <Section
          title="Bring things elsewhere"
          note="Whoever said it is asked, thing by thing. No answer in thirty days: it stays. An insight is written afresh there, from what came."
        >
          {items.length === 0 ? (
            <Empty title="Nothing to bring">
              Evidence that is put in here can be brought elsewhere from this page.
            </Empty>
          ) : (
            <Form name="Bring things elsewhere" onSend={bring}>
              <Select
                label="Where to?"
                name="to"
                value={to}
                onChange={setTo}
                empty="Choose a space of yours"
                choices={mine.map((one) => ({ value: one.id, label: one.name }))}
              />
              {target && <Reach person={target.reach.person} sentence={target.reach.sentence} />}
              <fieldset className={styles.roles}>
                <legend>What?</legend>
                {items.map((item) => (
                  <Checkbox
                    key={item.id}
                    label={<span className={styles.words}>{item.words}</span>}
                    hint={item.by}
                    checked={chosen.includes(item.id)}
                    onChange={(now) => setChosen(now ? [...chosen, item.id] : chosen.filter((id) => id !== item.id))}
                  />
                ))}
              </fieldset>
              {evidence.hasNextPage && (
                <Button
                  kind="quiet"
                  pending={evidence.isFetchingNextPage}
                  onClick={() => void evidence.fetchNextPage()}
                >
                  Show more
                </Button>
              )}
              {items.some((one) => one.whose === 'mine' && chosen.includes(one.id)) && (
                <>
                  <RadioGroup
                    label="What I said, I said"
                    name="hat"
                    required
                    choices={[
                      { value: 'myself', label: 'for myself' },
                      { value: 'organisation', label: 'for my organisation, which is asked as well' },
                    ]}
                  />
                  <RadioGroup
                    label="Could someone else in this be recognised: a family, a colleague?"
                    name="recognised"
                    required
                    choices={[
                      { value: 'no', label: 'No, nobody else' },
                      { value: 'asked', label: 'Yes, I have asked them, and they say yes' },
                    ]}
                  />
                  <p className={styles.hint}>
                    If somebody could, and you have not asked them, leave it out here and bring it from its own page:
                    there you can change the words, or let only the theme go.
                  </p>
                </>
              )}
              <Buttons>
                <Button kind="primary" type="submit">
                  Ask for these
                </Button>
              </Buttons>
            </Form>
          )}
        </Section>
      )}
    </SpacePage>
  )
}

function Done({ outcome, name }: { outcome: Outcome; name: string }) {
  return (
    <Notice
      kind={outcome.not.length > 0 ? 'info' : 'saved'}
      title={`${outcome.went} went, ${outcome.open} not settled yet`}
    >
      {outcome.went > 0 && <p>What went stands in {name} now, as brought in.</p>}
      {[...new Set(outcome.not)].map((sentence) => (
        <p key={sentence}>Not asked for: {sentence}</p>
      ))}
      <p>
        <LinkTo to="/words">Where my words are</LinkTo> shows how each stands, and takes it back.
      </p>
    </Notice>
  )
}
