import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { NothingHere } from '#web/ui/not-there.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import type { Gathering } from '../data.ts'

/** What came of a gathering, told to everybody who was promised to hear it. */
export default function ToldPage({ params }: PageProps) {
  const call = useQuery(api.gatherings.one.queryOptions({ input: { id: params.id! } }))
  if (call.isPending) return <Loading what="Fetching what was promised" lines={3} />
  if (call.isError) return <NothingHere to="/today" verb="Go to today" />
  return <Told call={call.data} />
}

function Told({ call }: { call: Gathering }) {
  const [told, setTold] = useState(false)
  const attempt = useAttempt()
  const queries = useQueryClient()
  return (
    <Page title={`What came of “${call.title}”`}>
      <Section title="What was promised">
        <p>
          {call.shareWhat || 'Nothing was promised.'} {call.shareHow}
          {call.shareBy !== null && ` By ${dayWords(call.shareBy)}.`}
        </p>
      </Section>
      <Section title="What came of it">
        {(told || call.shareKeptOn !== null) && (
          <Notice kind="saved" title="They are told">
            Members read it beside the call; guests read it on their slip. You can still change the words.
          </Notice>
        )}
        <Form
          pending={false}
          onSend={async (data) => {
            const answer = await client.gatherings.keepShare({
              ...{ attempt: attempt.id, id: call.id, version: call.version, words: String(data.get('words')) },
            })
            if (!answer.ok) return { problem: answer.sentence }
            attempt.renew()
            setTold(true)
            await queries.invalidateQueries()
          }}
        >
          <TextArea
            name="words"
            label="Tell them in a few sentences"
            defaultValue={call.shareKept}
            keepAs={`told ${call.id}`}
            maxLength={500}
            required
            reach={{ person: 'second', sentence: 'Everybody in this space, and everybody who came, guests too' }}
          />
          <Buttons>
            <Button kind="primary" type="submit">
              Tell them
            </Button>
          </Buttons>
        </Form>
      </Section>
    </Page>
  )
}
