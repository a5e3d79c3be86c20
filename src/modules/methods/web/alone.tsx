import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api } from '#web/lib/client.ts'
import { LinkTo } from '#web/ui/link-to.tsx'
import { NotThere } from '#web/ui/not-there.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { aloneQuestions } from '../contract/derived.ts'
import { Coming } from './coming.tsx'
import { sayMinutes } from './data.ts'

type Props = { params: Record<string, string>; sheet: (begin: string) => ReactNode }

/** The questions of a method for somebody alone, above the sheet that they write on. */
export function AlonePage({ params, sheet }: Props) {
  const one = useQuery(api.methods.one.queryOptions({ input: { key: params.key! }, retry: 1 }))
  if (one.data === undefined)
    return one.isError ? (
      <NotThere fault={one.error} to="/methods" verb="See all methods" again={() => void one.refetch()} />
    ) : (
      <Coming cut={one.fetchStatus === 'paused'} what="Fetching the method" lines={8} />
    )
  const { method } = one.data
  const questions = aloneQuestions(method)
  const begin = [method.title, ...questions.flatMap(({ asks, parts }) => [asks, ...parts])].join('\n\n')
  return (
    <Page
      title={`${method.title}, alone`}
      reach={{ person: 'first', sentence: 'Only you' }}
      above={<LinkTo to={`/methods/${method.key}`}>{method.title}</LinkTo>}
    >
      {questions.length === 0 ? (
        <p>This method is done with others: it has no form for somebody alone.</p>
      ) : (
        <>
          <p>
            {method.variants.alone} With others it takes {sayMinutes(method.minutes.planned)}; alone, as long as you
            like. What you write goes into your journal and nowhere else.
          </p>
          <Section title="What it asks">
            <ol>
              {questions.map(({ asks, parts }) => (
                <li key={asks}>
                  {asks}
                  {parts.length > 0 && (
                    <ul>
                      {parts.map((part) => (
                        <li key={part}>{part}</li>
                      ))}
                    </ul>
                  )}
                </li>
              ))}
            </ol>
          </Section>
          <Section title="Write">{sheet(begin)}</Section>
        </>
      )}
    </Page>
  )
}
