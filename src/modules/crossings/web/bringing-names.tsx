import { useQuery } from '@tanstack/react-query'
import { api } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { Select } from '#web/ui/select.tsx'

export type Hat = 'myself' | 'organisation'
export type Named = { organisations: { id: string; name: string }[]; without: string; mine: boolean }
type Props = {
  named: Named
  hat: Hat | null
  organisation: string
  onHat: (hat: Hat) => void
  onOrganisation: (id: string) => void
  /** Puts the same words without the name in their place. */
  onWithout: (words: string) => void
}

/** Whose name goes along: what stands in the words, and for whom I say it. */
export function Names({ named, hat, organisation, onHat, onOrganisation, onWithout }: Props) {
  const known = useQuery(api.spaces.organisations.queryOptions({ input: {} }))
  const list = known.data ?? []
  const asks = named.mine ? hat === 'organisation' : list.length > 0
  return (
    <>
      {named.organisations.length > 0 && (
        <Notice
          kind="info"
          title={`This carries the name of ${named.organisations.map((one) => one.name).join(' and ')}`}
          actions={<Button onClick={() => onWithout(named.without)}>Leave the name out</Button>}
        >
          Whoever speaks for it is asked as well. Nothing has gone anywhere yet.
        </Notice>
      )}
      {named.mine && (
        <RadioGroup<Hat>
          name="hat"
          label="For whom do you say this?"
          value={hat}
          onChange={onHat}
          row
          choices={[
            { value: 'myself', label: 'For myself' },
            { value: 'organisation', label: 'For my organisation' },
          ]}
        />
      )}
      {asks && (
        <Select
          name="organisation"
          label={named.mine ? 'For which organisation' : "Does another organisation's name go along?"}
          hint="Whoever speaks for it is asked as well."
          empty={named.mine ? 'Choose an organisation' : 'No'}
          value={organisation}
          onChange={onOrganisation}
          required={named.mine}
          choices={list.map((one) => ({ value: one.id, label: one.name }))}
        />
      )}
    </>
  )
}
