import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api, client } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { Form } from '#web/ui/form.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { VisuallyHidden } from '#web/ui/visually-hidden.tsx'
import { Backups } from './backups.tsx'
import { send, useProfile } from './data.ts'
import { Keepers } from './keepers.tsx'
import styles from './me.module.css'
import { Proof } from './proof.tsx'

/** For who runs the place: how people may come in. It shows no person and no word of anybody. */
export default function PlacePage() {
  const settings = useQuery(api.people.placeSettings.queryOptions({ input: {}, retry: false }))
  const profile = useProfile()
  const queries = useQueryClient()
  const [problem, setProblem] = useState<string>()
  const act = async (work: () => Promise<{ ok: true } | { ok: false; reason: string; sentence: string }>) => {
    setProblem((await send(work, () => queries.invalidateQueries()))?.problem)
  }
  const proved = profile.data?.proved ?? true
  return (
    <Page
      title="How people come in here"
      reach={{ person: 'first', sentence: 'Only who runs this place sees this page' }}
    >
      {settings.isPending && <Loading what="Fetching the settings" />}
      {settings.isError && (
        <Notice kind="info" title="This is for whoever runs the place">
          Your own ways in are on the page “Me”.
        </Notice>
      )}
      {settings.data && (
        <>
          {!proved && profile.data && (
            <Section title="First, show that it is you">
              <Proof code={profile.data.code === 'on'} />
            </Section>
          )}
          {problem && (
            <Notice kind="error" title="That did not go through">
              {problem}
            </Notice>
          )}
          <Backups backup={settings.data.backup} />
          {settings.data.mail && (
            <Section
              title="Links by email"
              note="A link that works once, for fifteen minutes. It opens nobody’s journal."
            >
              <Checkbox
                label="People may ask for a link by email to sign in"
                checked={settings.data.mailedLinks}
                onChange={(allowed) =>
                  void act(() => client.people.allowMailedLinks({ attempt: crypto.randomUUID(), allowed }))
                }
              />
            </Section>
          )}
          <Section
            title="Organisations’ own sign-in"
            note="People who were invited can come in with the account they have at work. It opens nobody’s journal, and an equal address makes nobody the same person."
          >
            {settings.data.providers.length === 0 && <p>None yet.</p>}
            <ul className={styles.list}>
              {settings.data.providers.map((one) => (
                <li key={one.id}>
                  <div>
                    <strong>{one.organisation}</strong>
                    <p>
                      “{one.words}”, at {one.issuer}
                    </p>
                  </div>
                  <Button
                    small
                    onClick={() =>
                      void act(() => client.people.removeProvider({ attempt: crypto.randomUUID(), provider: one.id }))
                    }
                  >
                    Remove<VisuallyHidden>: {one.organisation}</VisuallyHidden>
                  </Button>
                </li>
              ))}
            </ul>
            {settings.data.providers.length > 0 && (
              <p>Whoever has no other way in cannot come in once theirs is removed; their printed codes still work.</p>
            )}
            <AddProvider back={settings.data.back} />
          </Section>
          <Keepers
            proof={!proved && profile.data ? <p>Show first, at the top of this page, that it is you.</p> : null}
          />
        </>
      )}
    </Page>
  )
}

function AddProvider({ back }: { back: string }) {
  const attempt = useAttempt()
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const [issuer, setIssuer] = useState('')
  const address = useBack(back, issuer)
  if (!open) return <Button onClick={() => setOpen(true)}>Add an organisation</Button>
  return (
    <Form
      name="Add an organisation"
      onSend={(data) => {
        const typed = Object.fromEntries(data) as Record<'words' | 'organisation' | 'clientId' | 'clientSecret', string>
        return send(
          () => client.people.addProvider({ attempt: attempt.id, ...typed, issuer }),
          async () => {
            attempt.renew()
            setOpen(false)
            setIssuer('')
            await queries.invalidateQueries()
          },
          { issuer: 'issuer' },
        )
      }}
    >
      <TextField
        label="Which organisation?"
        name="organisation"
        required
        maxLength={200}
        keepAs="provider organisation"
      />
      <TextField
        label="What the button says"
        name="words"
        required
        maxLength={60}
        keepAs="provider words"
        hint="“Sign in with Wear Council”"
      />
      <TextField
        label="The address of its sign-in"
        name="issuer"
        type="url"
        required
        maxLength={300}
        value={issuer}
        onChange={setIssuer}
        keepAs="provider issuer"
        hint="Its technical people call it the issuer. It begins with https://"
      />
      {address && (
        <p className={styles.secret}>
          Give them this address to send people back to: <code>{address}</code>
        </p>
      )}
      <TextField
        label="The name this place has there"
        name="clientId"
        required
        maxLength={300}
        hint="They call it the client id."
        keepAs="provider client"
        autoComplete="off"
      />
      <TextField
        label="The secret this place has there"
        name="clientSecret"
        type="password"
        required
        maxLength={500}
        autoComplete="off"
        hint="They call it the client secret. It is kept encrypted and never shown again."
      />
      <Button type="submit" kind="primary">
        Try it, and add it
      </Button>
    </Form>
  )
}

/** Each organisation has an address of its own to come back to; it follows from the address of its sign-in. */
function useBack(back: string, issuer: string): string | undefined {
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    let gone = false
    const known = issuer.trim().replace(/\/+$/, '')
    const tell = async () => {
      const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(known)))
      const mark = [...bytes]
        .map((byte) => byte.toString(16).padStart(2, '0'))
        .join('')
        .slice(0, 12)
      if (!gone) setAddress(known.length < 12 ? undefined : `${back}${mark}`)
    }
    void tell()
    return () => {
      gone = true
    }
  }, [back, issuer])
  return address
}
