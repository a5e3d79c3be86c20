import { useQuery, useQueryClient } from '@tanstack/react-query'
import { SpacePage } from '#modules/spaces/web/index.tsx'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button, ButtonLink, Buttons } from '#web/ui/button.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { Form } from '#web/ui/form.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import styles from '../crossings.module.css'

/** What a group is asked for, for its members: who asks, from where, by when. Answering is theirs, and not answering is told to nobody. */
export default function AskedPage({ params }: PageProps) {
  const address = params.address!
  const asked = useQuery(api.crossings.askedHere.queryOptions({ input: { address } }))
  const shown = asked.data?.filter((one) => !one.hidden) ?? []
  const hidden = asked.data?.filter((one) => one.hidden) ?? []
  return (
    <SpacePage address={address} tab="now" title="What we are asked">
      <Section title="What we are asked" note="Two minutes. Nobody is told who looked, or that nothing was brought.">
        {asked.isPending && <Loading what="Fetching what we are asked" />}
        {asked.isError && !asked.data && (
          <Notice
            kind="error"
            title="What we are asked could not be fetched"
            actions={<Button onClick={() => void asked.refetch()}>Try again</Button>}
          >
            Nothing is lost: it is still there.
          </Notice>
        )}
        {asked.data && shown.length === 0 && (
          <Empty title="Nothing now">
            A learning coordinator of the space above may ask here for what we learned. We bring something, or not.
          </Empty>
        )}
        {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
        <ul role="list" className={styles.requests}>
          {shown.map((one) => (
            <Request key={one.id} one={one} address={address} />
          ))}
        </ul>
      </Section>
      {hidden.length > 0 && (
        <Section title="Put away by you" note="Nobody else knows. The others see it as before.">
          {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
          <ul role="list" className={styles.requests}>
            {hidden.map((one) => (
              <Request key={one.id} one={one} address={address} />
            ))}
          </ul>
        </Section>
      )}
    </SpacePage>
  )
}

type One = { id: string; words: string; asker: string; from: string; by: string; on: string; hidden: boolean }

function Request({ one, address }: { one: One; address: string }) {
  const attempt = useAttempt()
  const queries = useQueryClient()
  return (
    <li>
      <p className={styles.words}>{one.words}</p>
      <p className={styles.meta}>
        {one.asker}, of {one.from}, asked on {dayWords(one.on)}. Until {dayWords(one.by)}.
      </p>
      <Form
        onSend={async () => {
          const answer = await client.crossings.hideRequest({ attempt: attempt.id, id: one.id, hidden: !one.hidden })
          attempt.renew()
          if (!answer.ok) return { problem: answer.sentence }
          await queries.invalidateQueries()
        }}
      >
        <Buttons>
          {!one.hidden && (
            <ButtonLink to={`/s/${address}/evidence`} kind="outline">
              Bring something
            </ButtonLink>
          )}
          <Button type="submit" kind="quiet">
            {one.hidden ? 'Show it again' : 'Put it away, for me'}
          </Button>
        </Buttons>
      </Form>
      {!one.hidden && (
        <p className={styles.meta}>
          Choose the evidence and bring it to {one.from}, as always with everybody's yes. Before it goes you are asked
          whether it may say that it answers this; if not, it does not tell that it came from here.
        </p>
      )}
    </li>
  )
}
