import { Checkbox } from '#web/ui/checkbox.tsx'

/** Asked of whoever comes in where the rule of the room keeps line managers out; the answer decides, and is kept nowhere. */
export function Manages({ yes, onChange }: { yes: boolean; onChange: (yes: boolean) => void }) {
  return (
    <Checkbox
      label="I manage somebody who may be in this room"
      hint="By its rule you then stay outside. It is kept nowhere."
      checked={yes}
      onChange={onChange}
    />
  )
}
