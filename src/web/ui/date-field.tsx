import styles from './field.module.css'
import { Field, type FieldProps, useField } from './field.tsx'

export type DateFieldProps = FieldProps & {
  /** A day (default), a month, a time of day, or both day and time; values as the browser writes them: 2026-10-22, 2026-10, 10:00, 2026-10-22T10:00. */
  of?: 'day' | 'month' | 'time' | 'moment'
  value?: string
  defaultValue?: string
  onChange?: (value: string) => void
  min?: string
  max?: string
  required?: boolean
  disabled?: boolean
}

const type = { day: 'date', month: 'month', time: 'time', moment: 'datetime-local' } as const

export function DateField(props: DateFieldProps) {
  const { label, hideLabel, hint, error, name, id, optional, of = 'day', onChange, ...rest } = props
  const field = useField(props)
  return (
    <Field {...{ label, hideLabel, hint, error, name, id, optional, field }}>
      <input
        {...rest}
        {...field.control}
        type={type[of]}
        data-label={label}
        className={`${styles.input} ${styles.short}`}
        onChange={(event) => onChange?.(event.target.value)}
      />
    </Field>
  )
}
