import { useId } from 'react'
import styles from './choice.module.css'
import { FieldGroup, type FieldProps, useField } from './field.tsx'
import type { Choice } from './select.tsx'

export type RadioGroupProps<Value extends string> = FieldProps & {
  choices: readonly Choice<Value>[]
  value?: Value | null
  defaultValue?: Value
  onChange?: (value: Value) => void
  required?: boolean
  disabled?: boolean
  /** Side by side where there is room: for two or three short choices. */
  row?: boolean
}

export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const {
    label,
    hideLabel,
    hint,
    error,
    name,
    id,
    optional,
    choices,
    value,
    defaultValue,
    onChange,
    required,
    disabled,
    row,
  } = props
  const field = useField(props)
  const own = useId()
  return (
    <FieldGroup {...{ label, hideLabel, hint, error, name, id, optional, field }}>
      <div className={row ? styles.row : styles.list}>
        {choices.map((choice, at) => (
          <div className={styles.one} key={choice.value}>
            <label className={styles.choice} htmlFor={`${own}-${at}`}>
              <input
                type="radio"
                id={`${own}-${at}`}
                name={name ?? own}
                value={choice.value}
                checked={value === undefined ? undefined : value === choice.value}
                defaultChecked={value === undefined ? defaultValue === choice.value : undefined}
                required={required}
                disabled={disabled || choice.disabled}
                aria-describedby={choice.hint ? `${own}-${at}-hint` : undefined}
                data-label={label}
                onChange={() => onChange?.(choice.value)}
              />
              <span>{choice.label}</span>
            </label>
            {choice.hint && (
              <div className={styles.hint} id={`${own}-${at}-hint`}>
                {choice.hint}
              </div>
            )}
          </div>
        ))}
      </div>
    </FieldGroup>
  )
}
