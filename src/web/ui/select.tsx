import { Field, type FieldProps, useField } from './field.tsx'
import { Icon } from './icon.tsx'
import styles from './select.module.css'

export type Choice<Value extends string = string> = { value: Value; label: string; hint?: string; disabled?: boolean }

export type SelectProps<Value extends string> = FieldProps & {
  choices: readonly Choice<Value>[]
  value?: Value | ''
  defaultValue?: Value
  onChange?: (value: Value) => void
  /** Stands first, chooses nothing: “Choose one”. */
  empty?: string
  required?: boolean
  disabled?: boolean
}

/** The browser's own list: it is the best one on a phone. For up to five choices, RadioGroup shows them all at once. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, hideLabel, hint, error, name, id, optional, choices, empty, onChange, ...rest } = props
  const field = useField(props)
  return (
    <Field {...{ label, hideLabel, hint, error, name, id, optional, field }}>
      <div className={styles.box}>
        <select
          {...rest}
          {...field.control}
          data-label={label}
          className={styles.select}
          onChange={(event) => onChange?.(event.target.value as Value)}
        >
          {empty !== undefined && <option value="">{empty}</option>}
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value} disabled={choice.disabled}>
              {choice.label}
            </option>
          ))}
        </select>
        <Icon name="down" />
      </div>
    </Field>
  )
}
