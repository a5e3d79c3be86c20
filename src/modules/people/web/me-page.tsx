import { Button } from '#web/ui/button.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { useProfile } from './data.ts'
import { Erase } from './erase.tsx'
import { Everything } from './everything.tsx'
import { ProfileForm } from './profile-form.tsx'
import { Programs } from './programs.tsx'
import { Proof } from './proof.tsx'
import { Sessions } from './sessions.tsx'
import { Vouching } from './vouching.tsx'
import { WaysIn } from './ways-in.tsx'

/** Me: what I say of myself, how I come in, and where I am signed in. */
export default function MePage() {
  const profile = useProfile()
  return (
    <Page
      title="Me"
      reach={{
        person: 'first',
        sentence: 'Only you see this page',
        more: 'Your name and pronouns are also seen by the people of your spaces.',
      }}
    >
      {profile.isPending && <Loading what="Fetching what you said of yourself" />}
      {profile.isError && (
        <Notice
          kind="error"
          title="This could not be fetched"
          actions={<Button onClick={() => void profile.refetch()}>Try again</Button>}
        >
          Nothing of yours was changed.
        </Notice>
      )}
      <Vouching />
      {profile.data && (
        <>
          <Section title="What I say of myself">
            <ProfileForm profile={profile.data} />
          </Section>
          <Section title="How I come in" note={`You sign in as ${profile.data.email}.`}>
            <WaysIn profile={profile.data} />
          </Section>
        </>
      )}
      <Section title="Where I am signed in" note="By day, never by the hour. What you end is out at once.">
        <Sessions />
      </Section>
      <Section title="What I am told by mail" note="Nothing, unless you choose it: counts and links, never words.">
        <LinkTo to="/me/letters">Choose when letters come</LinkTo>{' '}
        <LinkTo to="/me/calendar">My gatherings, and my calendar</LinkTo>
      </Section>
      {profile.data && (
        <Section title="Programs" note="A program may read or write in your name, only in spaces you name.">
          <Programs proof={profile.data.proved ? null : <Proof code={profile.data.code === 'on'} />} />
        </Section>
      )}
      {profile.data && (
        <Section
          title="Everything of mine"
          note="One file with what this place holds of you: what you said of yourself, your journal, your words and where they are. Nothing of anybody else."
        >
          <Everything proof={profile.data.proved ? null : <Proof code={profile.data.code === 'on'} />} />
          <Erase proof={profile.data.proved ? null : <Proof code={profile.data.code === 'on'} />} />
        </Section>
      )}
    </Page>
  )
}
