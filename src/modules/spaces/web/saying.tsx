import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Form } from '#web/ui/form.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { useHere, written } from './data.ts'
import styles from './spaces.module.css'
import { dayWords } from './words.tsx'

/** “What were we saying about parking?”: in this space, from what the reader may read here. */
export function Saying({ address }: { address: string }) {
  const here = useHere(address)
  const [asked, setAsked] = useState('')
  const found = useQuery(
    api.library.find.queryOptions({
      input: { space: here.data?.id ?? '', text: asked },
      enabled: asked !== '' && here.isSuccess,
    }),
  )
  return (
    <search>
      <Form name="What were we saying" onSend={(form) => setAsked(written(form, 'about'))}>
        <div className={styles.ask}>
          <TextField label="What were we saying about …" name="about" type="search" maxLength={200} />
          <Button type="submit" kind="outline">
            Look it up
          </Button>
        </div>
      </Form>
      {asked !== '' && found.isPending && <Loading what="Looking it up" />}
      {asked !== '' && found.isError && (
        <Notice
          kind="error"
          title="It could not be looked up"
          actions={<Button onClick={() => void found.refetch()}>Try again</Button>}
        >
          What was said is still there.
        </Notice>
      )}
      {asked !== '' && found.data && (
        <Section
          title={`About “${asked}”`}
          note={found.data.items.length === 0 ? 'Nobody has said anything about it here that you can read.' : undefined}
        >
          {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
          <ul role="list" className={styles.list}>
            {found.data.items.map((one) => (
              <li key={one.id} className={styles.row}>
                <div>
                  <p className={styles.words}>
                    {one.passage.map((part, at) =>
                      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one passage never change places
                      part.hit ? <mark key={at}>{part.text}</mark> : <span key={at}>{part.text}</span>,
                    )}
                  </p>
                  <p className={styles.meta}>
                    {one.kind === 'document' ? (
                      <LinkTo to={`/s/${address}/evidence/d/${one.id}`}>
                        {one.title}, {dayWords(one.item.on)}
                      </LinkTo>
                    ) : (
                      [one.item.by, one.item.card.dated ? dayWords(one.item.card.dated) : '']
                        .filter(Boolean)
                        .join(' · ')
                    )}
                  </p>
                </div>
              </li>
            ))}
          </ul>
          <Button kind="quiet" onClick={() => setAsked('')}>
            Put it away
          </Button>
        </Section>
      )}
    </search>
  )
}
