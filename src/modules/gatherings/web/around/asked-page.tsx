import { useQuery } from '@tanstack/react-query'
import { SpacePage, useHere } from '#modules/spaces/web/index.tsx'
import { api } from '#web/lib/client.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button } from '#web/ui/button.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { AskedEachTime } from '../console/trend.tsx'

/** In the memory of a space: what was asked in more than one gathering, each time as the room was told it then. */
export default function AskedPage({ params }: PageProps) {
  const address = params.address!
  const here = useHere(address)
  const space = here.data?.id ?? ''
  const told = useQuery(api.gatherings.trend.queryOptions({ input: { space }, enabled: space !== '' }))
  const methods = Map.groupBy(told.data?.steps ?? [], (step) => step.method)
  return (
    <SpacePage address={address} tab="memory" title="What we ask again and again">
      <p data-paper="no">
        <LinkTo to={`/s/${address}/memory`}>Memory</LinkTo>
      </p>
      <Section
        title="What we ask again and again"
        note={
          methods.size > 0 &&
          'The same questions each time, in gatherings that you were in, as each room was told then. Others may have answered: it shows how rooms stood, and not who changed. Somebody who was in other rooms reads other things here.'
        }
      >
        {told.isPending && <Loading what="Fetching what was asked" />}
        {told.isError && (
          <Notice
            kind="error"
            title="What was asked could not be fetched"
            actions={<Button onClick={() => void told.refetch()}>Try again</Button>}
          >
            Nothing is lost: what each room was told is still kept.
          </Notice>
        )}
        {told.data && methods.size === 0 && (
          <Empty title="Nothing twice yet">
            When the same questions are asked in a second gathering that you are in, such as Attention each quarter, how
            each room answered stands here side by side.
          </Empty>
        )}
      </Section>
      {[...methods].map(([method, steps]) => (
        <Section key={method} title={method}>
          <AskedEachTime steps={steps} />
        </Section>
      ))}
    </SpacePage>
  )
}
