import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, client } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { send, useProfile } from './data.ts'
import { Proof } from './proof.tsx'

/** For whoever is asked to help run the place: what it means, and yes or no. */
export default function KeeperAskedPage() {
  const asks = useQuery(api.people.keeperAsks.queryOptions({ input: {} }))
  const profile = useProfile()
  const queries = useQueryClient()
  const [wants, setWants] = useState<string>()
  const [pending, setPending] = useState(false)
  const [said, setSaid] = useState<'yes' | 'no'>()
  const [problem, setProblem] = useState<string>()
  const say = async (asking: string, yes: boolean) => {
    setPending(true)
    const outcome = await send(
      () => client.people.answerKeeper({ attempt: crypto.randomUUID(), asking, yes }),
      async () => {
        setSaid(yes ? 'yes' : 'no')
        await queries.invalidateQueries()
      },
    )
    setProblem(outcome?.problem)
    setPending(false)
  }
  const proved = profile.data?.proved ?? true
  return (
    <Page
      title="Will you help to run this place?"
      reach={{ person: 'first', sentence: 'Only you see this page, and a no is told to nobody' }}
    >
      {(asks.isPending || profile.isPending) && <Loading what="Fetching what you were asked" />}
      {asks.isError && (
        <Notice kind="error" title="This could not be fetched">
          Nothing was changed. Reload the page and try again.
        </Notice>
      )}
      {problem && (
        <Notice kind="error" title="That did not go through">
          {problem}
        </Notice>
      )}
      {said && (
        <Notice kind="saved" title={said === 'yes' ? 'You help to run this place now' : 'You said no'}>
          {said === 'yes'
            ? 'The others who run it are told. You find its settings on the page “How people come in here”.'
            : 'Nobody is told. Whoever asked sees only that the asking is gone after a week, as when nobody answers.'}
          {said === 'yes' && (
            <>
              {' '}
              <LinkTo to="/place">Go there</LinkTo>
            </>
          )}
        </Notice>
      )}
      {asks.data?.length === 0 && !said && <p>Nobody asks you now. What was asked may be over, or was called off.</p>}
      {asks.data?.map((one) => (
        <Section
          key={one.id}
          title={`${one.by} asks you`}
          note={`Until ${dayWords(one.until)}. If you say nothing, it goes away.`}
        >
          <p>
            Whoever runs the place chooses how people come in: links by email, and the sign-in of organisations. They
            can ask others to help, and step down while somebody else is left.
          </p>
          <p>
            It makes you a member of no space and lets you read nothing: no journal, no evidence, no list of people.
            Those who run the place see each other’s names.
          </p>
          {wants === one.id && !proved && profile.data && (
            <Proof code={profile.data.code === 'on'} then={() => void say(one.id, true)} />
          )}
          <Buttons>
            <Button
              kind="primary"
              pending={pending}
              disabled={wants === one.id && !proved}
              onClick={() => (proved ? void say(one.id, true) : setWants(one.id))}
            >
              Yes, I will
            </Button>
            <Button pending={pending} onClick={() => void say(one.id, false)}>
              No
            </Button>
          </Buttons>
        </Section>
      ))}
    </Page>
  )
}
