import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { LookAround } from '#modules/demonstration/web/index.tsx'
import styles from './front.module.css'
import { api } from './lib/client.ts'
import { Button, ButtonLink } from './ui/button.tsx'
import { Form } from './ui/form.tsx'
import { Icon } from './ui/icon.tsx'
import { Loading } from './ui/loading.tsx'
import { Notice } from './ui/notice.tsx'
import { TextField } from './ui/text-field.tsx'

/** The door: look around first, or start a place of one's own; somebody signed in goes straight in. */
export default function Front() {
  const router = useRouter()
  const place = useQuery(api.people.place.queryOptions({ input: {} }))
  const me = useQuery(api.people.me.queryOptions({ input: {} }))
  const signedIn = me.data?.kind === 'full'
  const inDemonstration = place.data?.demonstration === true
  useEffect(() => {
    if (signedIn) router.history.replace('/today')
    else if (inDemonstration) router.history.replace('/demonstration')
  }, [signedIn, inDemonstration, router])

  if (place.isPending || me.isPending || signedIn || inDemonstration) return <Loading what="Opening the place" />
  const fresh = place.data?.setUp === false
  return (
    <main className={styles.front}>
      <p className={styles.name}>
        <Icon name="trefoil" size="2rem" /> Trefoil
      </p>
      <h1>Learn together, honestly.</h1>
      <p className={styles.purpose}>
        A home for learning partnerships: what people notice becomes what they decide, and what they decide is checked
        against what happened. A thing is seen by the people of the space it is in, and by nobody else.
      </p>
      {place.isError && (
        <Notice kind="offline" title="We cannot reach the place">
          Try again in a moment.
        </Notice>
      )}
      {fresh ? (
        <div className={styles.ways}>
          <section>
            <h2>Start our own place</h2>
            <p>
              Three minutes. Open the one-time link that stands where Trefoil was started, in the window or the log of
              the machine. It begins with this address and ends in a long secret.
            </p>
            <Form
              name="Start our own place"
              onSend={(data) => {
                const secret = String(data.get('link') ?? '')
                  .trim()
                  .replace(/^.*#/s, '')
                if (!/^\S{16,}$/.test(secret))
                  return {
                    errors: { link: 'This is not the whole link. It has a # in it and a long secret after that.' },
                  }
                router.history.push(`/set-up#${secret}`)
              }}
            >
              <TextField label="The one-time link" name="link" autoComplete="off" spellCheck={false} />
              <Button type="submit" kind="primary">
                Start our own place
              </Button>
            </Form>
          </section>
          <section>
            <h2>Look around the demonstration</h2>
            <p>
              An invented partnership in the north east, seen through the eyes of whoever you choose. It is kept apart
              from anything of yours.
            </p>
            <LookAround />
          </section>
        </div>
      ) : (
        <div className={styles.ways}>
          <section>
            <h2>{place.data?.name}</h2>
            <p>{place.data?.host}</p>
            <ButtonLink to="/sign-in">Sign in</ButtonLink>
          </section>
          <section>
            <h2>Invited?</h2>
            <p>Open the link in your invitation. It works once, within seven days.</p>
            <LookAround />
          </section>
          <section>
            <h2>Have a code?</h2>
            <p>Two words and three digits, for a gathering that is on. You need no account.</p>
            <a href="/in">Come in with a code</a>
          </section>
        </div>
      )}
    </main>
  )
}
