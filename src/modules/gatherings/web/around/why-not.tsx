import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { Section } from '#web/ui/page.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { type Gathering, wordsOf } from '../data.ts'
import styles from './around.module.css'

/** More of these than fit under each other without pushing the rest away are shown when they are asked for. */
const MOST_AT_ONCE = 6
const SORT = {
  partner: 'nobody of theirs is asked',
  post: 'a post that things are sent to',
  member: 'of this space',
  named: '',
  mapped: 'on a map that you keep with others; only those read here that it is. Saying why names them to everybody',
}

/** Who is touched by it and is not asked. Whoever calls says why; everybody who reads the call reads it. */
export function WhyNot({ call, may }: { call: Gathering; may: boolean }) {
  const told = useQuery(api.gatherings.affected.queryOptions({ input: { gathering: call.id } }))
  const [open, setOpen] = useState<string | null>(null)
  const [all, setAll] = useState(false)
  const everybody = told.data?.people.filter((one) => may || one.why !== null) ?? []
  const unsaid = everybody.filter((one) => one.why === null).length
  // Of a call that was made a minute ago nearly everybody is not asked: how many is enough to begin with.
  const people = all || unsaid <= MOST_AT_ONCE ? everybody : everybody.filter((one) => one.why !== null)
  if (everybody.length === 0 && !may) return null
  return (
    <Section
      title="Touched by it, and not asked"
      note={
        may
          ? 'From the partners, posts and people of this space, and from maps you keep. Everybody here reads what you say.'
          : undefined
      }
    >
      <ul className={styles.rows}>
        {people.map((one) => (
          <li key={`${one.sort} ${one.name}`}>
            <span>{one.name}</span>
            <span className={styles.meta}>{SORT[one.sort]}</span>
            {one.why !== null && <span className={styles.said}>{one.why.words}</span>}
            {may && open !== one.name && (
              <Button kind="quiet" small onClick={() => setOpen(one.name)}>
                {one.why === null ? 'Say why not' : 'Say it anew'}
              </Button>
            )}
            {may && open === one.name && <Why call={call} name={one.name} done={() => setOpen(null)} />}
          </li>
        ))}
      </ul>
      {people.length < everybody.length && (
        <Button kind="quiet" small onClick={() => setAll(true)}>
          {`Show the ${unsaid} who are not asked, to say why`}
        </Button>
      )}
      {may &&
        (open === '' ? (
          <Why call={call} name="" done={() => setOpen(null)} />
        ) : (
          <Button kind="quiet" small onClick={() => setOpen('')}>
            Somebody else is touched by it
          </Button>
        ))}
    </Section>
  )
}

function Why({ call, name, done }: { call: Gathering; name: string; done: () => void }) {
  const queries = useQueryClient()
  const attempt = useAttempt()
  const say = useMutation(api.gatherings.sayNotAsked.mutationOptions())
  return (
    <Form
      name="Why they are not asked"
      onSend={async (data) => {
        const who = name || wordsOf(data, 'name')
        const answer = await say.mutateAsync({
          attempt: attempt.id,
          gathering: call.id,
          name: who,
          why: wordsOf(data, 'why'),
        })
        if (!answer.ok) return { problem: answer.sentence }
        attempt.renew()
        await queries.invalidateQueries()
        done()
      }}
    >
      {name === '' && (
        <TextField label="Who" name="name" required maxLength={200} keepAs={`not asked who ${call.id}`} />
      )}
      <TextField
        label={name === '' ? 'Why they are not asked' : `Why ${name} is not asked`}
        name="why"
        required
        maxLength={500}
        words
        keepAs={`not asked ${call.id} ${name}`}
      />
      <Button type="submit">Say so</Button>
    </Form>
  )
}
