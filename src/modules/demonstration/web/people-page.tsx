import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { api } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'
import styles from './demonstration.module.css'

/** Through whose eyes? What each may not see is felt, not told. */
export default function PeoplePage() {
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
    <main className={styles.page}>
      <Page title="Through whose eyes?">
        <p>
          Everybody here is invented. Choose a person and see the place as they see it. Start with Gareth, then look as
          Priya, who pays.
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
      </Page>
    </main>
  )
}

/** Those whose eyes show the most stand first; the rest follow by name. */
const FIRST = ['Gareth Pryce', 'Shanice Cole', 'Priya Raman', 'Maya Lindqvist']

function suggestedFirst<Person extends { name: string }>(people: readonly Person[]): Person[] {
  const rank = (person: Person) => {
    const at = FIRST.indexOf(person.name)
    return at === -1 ? FIRST.length : at
  }
  return people.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
}
