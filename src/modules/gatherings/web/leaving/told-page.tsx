import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { NotThere } from '#web/ui/not-there.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { count, type Gathering } from '../data.ts'
import styles from './leaving.module.css'
import { Paid } from './paid.tsx'

/** What came of a gathering, told to everybody who was promised to hear it. */
export default function ToldPage({ params }: PageProps) {
  const call = useQuery(api.gatherings.one.queryOptions({ input: { id: params.id! } }))
  if (call.isPending) return <Loading what="Fetching what was promised" lines={3} />
  if (!call.data)
    return <NotThere fault={call.error} to="/today" verb="Go to today" again={() => void call.refetch()} />
  return <Told call={call.data} />
}

function Told({ call }: { call: Gathering }) {
  const [letters, setLetters] = useState<number | null>(null)
  const [rows, setRows] = useState(Math.max(1, call.shareSaid.length))
  const attempt = useAttempt()
  const queries = useQueryClient()
  const spaces = useQuery(api.spaces.list.queryOptions({ input: {} }))
  const at = spaces.data?.find((one) => one.id === call.space)?.address
  return (
    <Page
      title={`What came of “${call.title}”`}
      reach={{ person: 'second', sentence: 'Everybody in this space, and everybody who came, guests too' }}
      above={
        at && (
          <>
            Gathering: <LinkTo to={`/s/${at}/gatherings/${call.id}`}>{call.title}</LinkTo>
          </>
        )
      }
    >
      <Section title="What was promised">
        <p>
          {call.shareWhat === ''
            ? 'Nothing was promised.'
            : [call.shareWhat, call.shareHow, call.shareBy && `By ${dayWords(call.shareBy)}`]
                .filter(Boolean)
                .map((one) => String(one).replace(/[.!?]?$/, '.'))
                .join(' ')}
          {call.shareLate && ' That day has passed, and those who were promised are told so.'}
        </p>
      </Section>
      <Section title="What came of it">
        {(letters !== null || call.shareKeptOn !== null) && (
          <Notice kind="saved" title="They are told">
            Members are told on Today and read it beside the call; guests read it on their slip.{' '}
            {letters !== null && letters > 0 && `${count(letters, 'letter')} on the way to whoever has no account.`} You
            can still change the words; the letters go once, and hold none of them.
          </Notice>
        )}
        <Form
          pending={false}
          onSend={async (data) => {
            const answer = await client.gatherings.keepShare({
              ...{ attempt: attempt.id, id: call.id, version: call.version, words: String(data.get('words')) },
              how: String(data.get('how')),
              said: pairsIn(data, rows),
            })
            if (!answer.ok) return { problem: answer.sentence }
            attempt.renew()
            setLetters(answer.letters)
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
          <TextField
            name="how"
            label="How else they hear it"
            hint="At the next meeting, by a poster in the hall, in the newsletter."
            optional
            defaultValue={call.shareKeptHow}
            keepAs={`told how ${call.id}`}
            maxLength={300}
          />
          <p>
            <strong>You said, we did.</strong> In your own words: what was said in the room leaves it only as its
            speaker lets it.
          </p>
          {Array.from({ length: rows }, (_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are only added at the end
            <div key={at} className={styles.pair}>
              <TextField
                name={`said ${at}`}
                label="You said"
                optional
                words
                defaultValue={call.shareSaid[at]?.said ?? ''}
                keepAs={`told said ${at} ${call.id}`}
                maxLength={300}
              />
              <TextField
                name={`did ${at}`}
                label="We did, or will not, because"
                optional
                words
                defaultValue={call.shareSaid[at]?.did ?? ''}
                keepAs={`told did ${at} ${call.id}`}
                maxLength={300}
              />
            </div>
          ))}
          {rows < 8 && (
            <p>
              <Button small kind="quiet" onClick={() => setRows(rows + 1)}>
                Another pair
              </Button>
            </p>
          )}
          <Buttons>
            <Button kind="primary" type="submit">
              Tell them
            </Button>
          </Buttons>
        </Form>
      </Section>
      {call.room && call.can.run && <Paid room={call.room.id} promised={call.paid} />}
    </Page>
  )
}

/** Only what has both halves. */
const pairsIn = (data: FormData, rows: number) =>
  Array.from({ length: rows }, (_, at) => ({
    said: String(data.get(`said ${at}`) ?? '').trim(),
    did: String(data.get(`did ${at}`) ?? '').trim(),
  })).filter((one) => one.said !== '' && one.did !== '')
