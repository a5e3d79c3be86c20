import type { InferContractRouterInputs } from '@orpc/contract'
import { useState } from 'react'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { Select } from '#web/ui/select.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import type { spacesContract } from '../contract.ts'
import { written } from './data.ts'
import styles from './spaces.module.css'
import { CLASS_ORDER, CLASS_WORDS, ROLE_ORDER, ROLE_WORDS } from './words.tsx'

type Create = InferContractRouterInputs<typeof spacesContract>['create']
const NEW = 'new'

/** As what somebody takes part, and with which organisation. */
export function BelongingFields({
  organisations,
  whose,
  only,
}: {
  organisations: { id: string; name: string }[]
  whose: 'my' | 'their'
  only?: Create['class'][]
}) {
  const [organisation, setOrganisation] = useState('')
  const mine = whose === 'my'
  return (
    <>
      <Select
        label={mine ? 'You take part as' : 'They take part as'}
        name="class"
        required
        empty="Choose one"
        choices={CLASS_ORDER.filter((one) => only === undefined || only.includes(one)).map((value) => ({
          value,
          label: CLASS_WORDS[value],
        }))}
      />
      <Select
        label={mine ? 'With which organisation?' : 'From which organisation?'}
        name="organisation"
        empty={mine ? 'None: I am here for myself' : 'None: they are here for themselves'}
        value={organisation}
        onChange={setOrganisation}
        choices={[
          ...organisations.map((one) => ({ value: one.id, label: one.name })),
          { value: NEW, label: 'Another one …' },
        ]}
      />
      {organisation === NEW && (
        <TextField
          label="Its name"
          name="organisationName"
          required
          maxLength={200}
          autoComplete="organization"
          keepAs={`${whose}-organisation`}
        />
      )}
    </>
  )
}

/** Any number of roles; none is an answer too. */
export function RoleBoxes({
  label,
  hint,
  chosen = [],
  leave = [],
}: {
  label: string
  hint?: string
  chosen?: readonly string[]
  leave?: string[]
}) {
  return (
    <fieldset className={styles.roles}>
      <legend>{label}</legend>
      {hint && <p className={styles.hint}>{hint}</p>}
      <div className={styles.boxes}>
        {ROLE_ORDER.filter((role) => role !== 'researcher_in_residence' && !leave.includes(role)).map((role) => (
          <Checkbox
            key={role}
            name="roles"
            value={role}
            label={ROLE_WORDS[role]}
            id={`${label}-${role}`.replace(/\W+/g, '-')}
            defaultChecked={chosen.includes(role)}
          />
        ))}
      </div>
    </fieldset>
  )
}

export const rolesIn = (form: FormData) => form.getAll('roles').map(String) as NonNullable<Create['roles']>

/** What BelongingFields and RoleBoxes were filled in with. */
export function belongingIn(form: FormData): Pick<Create, 'class' | 'organisation' | 'roles'> {
  const organisation = written(form, 'organisation')
  return {
    class: written(form, 'class') as Create['class'],
    roles: rolesIn(form),
    organisation:
      organisation === ''
        ? undefined
        : organisation === NEW
          ? { name: written(form, 'organisationName') }
          : { id: organisation },
  }
}
