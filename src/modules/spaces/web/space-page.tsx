import type { ReactNode } from 'react'
import { dayWords } from '#web/lib/day.ts'
import { ButtonLink } from '#web/ui/button.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { NotThere } from '#web/ui/not-there.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'
import { Tabs } from '#web/ui/tabs.tsx'
import { useHere } from './data.ts'

const TABS: Record<string, { label: string; at: string }> = {
  now: { label: 'Now', at: '' },
  gatherings: { label: 'Gatherings', at: '/gatherings' },
  evidence: { label: 'Evidence', at: '/evidence' },
  insights: { label: 'Insights', at: '/insights' },
  people: { label: 'People', at: '/people' },
  memory: { label: 'Memory', at: '/memory' },
}

type SpacePageProps = {
  address: string
  tab: string
  /** Before the space's name in the title of the window, and above the content where it is not the name itself. */
  title?: string
  margin?: ReactNode
  actions?: ReactNode
  wide?: boolean
  children: ReactNode
}

/** A page inside a space: who sees this, the space's name and its tabs. What is not yours reads as what is not there. */
export function SpacePage({ address, tab, title, margin, actions, wide, children }: SpacePageProps) {
  const here = useHere(address)
  if (here.isPending) return <Loading what="Opening the space" />
  if (here.isError && !here.data)
    return <NotThere fault={here.error} to="/today" verb="Go to today" again={() => void here.refetch()} />
  const { name, reach, tabs, words } = here.data
  return (
    <Page
      title={name}
      reach={{ person: reach.person, sentence: reach.who, more: reach.more }}
      actions={actions}
      wide={wide}
      margin={margin}
      tabs={
        <Tabs
          name={`In ${name}`}
          tabs={tabs.flatMap((key) =>
            TABS[key]
              ? [
                  {
                    label: words[key] ?? TABS[key].label,
                    to: `/s/${address}${TABS[key].at}`,
                    current: key === tab,
                  },
                ]
              : [],
          )}
        />
      }
    >
      {here.data.closed && title !== ENDING && <Closed closed={here.data.closed} address={address} />}
      {title && <title>{`${title} · ${name} · Trefoil`}</title>}
      {/* On paper the tabs are not there to say which page this is. */}
      {title && <p data-paper="only">{title}</p>}
      {children}
    </Page>
  )
}

/** The title of the page that says it itself, and more. */
export const ENDING = 'How this space ends'

/** Above every page of a space that has ended: read, and not added to. */
function Closed({ closed, address }: { closed: { since: string; until: string }; address: string }) {
  return (
    <Notice
      kind="info"
      title={`Closed since ${dayWords(closed.since)}`}
      actions={<ButtonLink to={`/s/${address}/closing`}>What that means, and my own record</ButtonLink>}
    >
      You read it until {dayWords(closed.until)}, then it is deleted. Nothing is added any more.
    </Notice>
  )
}
