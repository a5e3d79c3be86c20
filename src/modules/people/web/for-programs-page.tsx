import { useQuery } from '@tanstack/react-query'
import { Button } from '#web/ui/button.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import list from './me.module.css'

type Operation = { summary?: string; description?: string }
type Document = { paths: Record<string, Record<string, Operation>> }

/** The operations this place serves to programs, from its own document, plainly and for paper. */
export default function ForProgramsPage() {
  const document = useQuery({
    queryKey: ['for programs'],
    queryFn: async () => {
      const answer = await fetch('/api/v1/openapi.json')
      if (!answer.ok) throw new Error('not there')
      return (await answer.json()) as Document
    },
  })
  const operations = Object.entries(document.data?.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  )
  const groups = Map.groupBy(operations, ({ path }) => path.split('/')[1] ?? '')
  return (
    <Page title="For programs">
      <p>
        A program reads and writes under <code>{location.origin}/api/v1</code>, with a token in the header:{' '}
        <code>Authorization: Bearer …</code>. A token is made on your page “Me”, for spaces you name. It sees in them
        what you may see, and never your journal, your account or a conversation of two. Take it back, and it is out at
        once.
      </p>
      <p>
        Answers and inputs, field by field, with a call to copy for each: <a href="/api/v1">the page for programs</a>,
        which needs no script, or <a href="/api/v1/openapi.json">the OpenAPI document</a>.
      </p>
      {document.isPending && <Loading what="Fetching the operations" />}
      {document.isError && (
        <Notice
          kind="error"
          title="The operations could not be fetched"
          actions={<Button onClick={() => void document.refetch()}>Try again</Button>}
        >
          Tokens go on working.
        </Notice>
      )}
      {[...groups].map(([group, all]) => (
        <Section key={group} title={group}>
          <ul className={list.operations}>
            {all.map(({ method, path, operation }) => (
              <li key={method + path}>
                <code>
                  {method.toUpperCase()} {path}
                </code>
                {(operation.summary ?? operation.description) && <p>{operation.summary ?? operation.description}</p>}
              </li>
            ))}
          </ul>
        </Section>
      ))}
    </Page>
  )
}
