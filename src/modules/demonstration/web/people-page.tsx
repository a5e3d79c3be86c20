import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { api } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'
import styles from './demonstration.module.css'
import { LookAround } from './look-around.tsx'
import { Remove } from './remove.tsx'

/** In the demonstration, whose eyes; anywhere else, the way to it. */
export default function DemonstrationPage() {
  const place = useQuery(api.people.place.queryOptions({ input: {} }))
  if (place.isPending) return <Loading what="Opening the page" />
  return <main className={styles.page}>{place.data?.demonstration ? <People /> : <Elsewhere />}</main>
}

function Elsewhere() {
  return (
    <Page title="The demonstration">
      <p>
        It stands beside this place: an invented partnership in a database of its own, seen through the eyes of whoever
        you choose. Nobody here can be looked through.
      </p>
      <LookAround atOnce={location.hash === '#begin'} />
      <p>
        <LinkTo to="/">Back to the first page</LinkTo>
      </p>
    </Page>
  )
}

/** Through whose eyes? What each may not see is felt, not told. */
function People() {
  const router = useRouter()
  const queries = useQueryClient()
  const people = useQuery(api.demonstration.people.queryOptions({ input: {} }))
  const look = useMutation(
    api.demonstration.look.mutationOptions({
      onSuccess: () => {
        queries.clear()
        router.history.push('/today')
      },
    }),
  )
  return (
    <Page title="Through whose eyes?">
      <p>
        Everybody here is invented. Choose a person and see the place as they see it. Start with Gareth, then look as
        Priya, who pays. It has a time of its own, which stands still while nobody looks.
      </p>
      {people.isPending && <Loading what="Fetching the people" />}
      {people.isError && (
        <Notice kind="error" title="The people could not be fetched">
          Nothing is lost. Reload the page to try again.
        </Notice>
      )}
      {look.isError && (
        <Notice kind="error" title="That did not work">
          Choose again, or reload the page.
        </Notice>
      )}
      <ul className={styles.people}>
        {suggestedFirst(people.data ?? []).map((person) => (
          <li key={person.id}>
            <Button
              kind="quiet"
              pending={look.isPending && look.variables.person === person.id}
              onClick={() => look.mutate({ attempt: crypto.randomUUID(), person: person.id })}
            >
              {person.name}
            </Button>{' '}
            <small>{person.from}</small>
          </li>
        ))}
      </ul>
      <p>
        What this world cannot hold yet: the values check as one that is answered, the agreement clause by clause,
        payments, and the sums of the region. They come with the parts of Trefoil that hold them.
      </p>
      <Remove />
    </Page>
  )
}

/** Those whose eyes show the most stand first; the rest follow by name. */
const FIRST = ['Gareth Pryce', 'Shanice Cole', 'Priya Raman', 'Denise Hall', 'Maya Lindqvist']

function suggestedFirst<Person extends { name: string }>(people: readonly Person[]): Person[] {
  const rank = (person: Person) => {
    const at = FIRST.indexOf(person.name)
    return at === -1 ? FIRST.length : at
  }
  return people.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
}
