import { Tabs } from '#web/ui/tabs.tsx'

/** The pages under a space's "Insights", in the order in which they are read. A page that is added adds its line here. */
const SECTIONS: readonly { key: string; label: string; at: string }[] = [
  { key: 'insights', label: 'What we learned', at: '' },
  { key: 'questions', label: 'Questions', at: '/questions' },
  { key: 'cycles', label: 'Cycles', at: '/cycles' },
  { key: 'findings', label: 'Findings', at: '/findings' },
  { key: 'decisions', label: 'Decisions', at: '/decisions' },
  { key: 'aims', label: 'Aims', at: '/aims' },
]

/** The second row of tabs, under the space's own; nothing where there is only one page. */
export function Sections({ address, now }: { address: string; now: string }) {
  if (SECTIONS.length < 2) return null
  return (
    <Tabs
      name="Parts of Insights"
      tabs={SECTIONS.map(({ key, label, at }) => ({ label, to: `/s/${address}/insights${at}`, current: key === now }))}
    />
  )
}
