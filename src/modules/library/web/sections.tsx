import { Tabs } from '#web/ui/tabs.tsx'

/** The pages under a space's "Evidence". */
export function Sections({ address, now }: { address: string; now: 'evidence' | 'artefacts' }) {
  return (
    <Tabs
      name="Parts of Evidence"
      tabs={[
        { label: 'Documents and evidence', to: `/s/${address}/evidence`, current: now === 'evidence' },
        {
          label: 'Maps, stories, designs',
          to: `/s/${address}/evidence/artefacts`,
          current: now === 'artefacts',
        },
      ]}
    />
  )
}
