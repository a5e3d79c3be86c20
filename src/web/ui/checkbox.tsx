import type { ReactNode } from 'react'
import styles from './choice.module.css'
import { useField } from './field.tsx'

export type CheckboxProps = {
  label: ReactNode
  hint?: ReactNode
  error?: string
  name?: string
  value?: string
  id?: string
  checked?: boolean
  defaultChecked?: boolean
  onChange?: (checked: boolean) => void
  required?: boolean
  disabled?: boolean
}

export function Checkbox(props: CheckboxProps) {
  const { label, hint, error, name, id, onChange, ...rest } = props
  const field = useField(props)
  return (
    <div className={styles.one}>
      <label className={styles.choice} htmlFor={field.control.id}>
        <input
          {...rest}
          {...field.control}
          type="checkbox"
          data-label={typeof label === 'string' ? label : undefined}
          onChange={(event) => onChange?.(event.target.checked)}
        />
        <span>{label}</span>
      </label>
      {hint && (
        <div className={styles.hint} id={field.hintId}>
          {hint}
        </div>
      )}
      {field.wrong && (
        <p className={styles.wrong} id={field.errorId}>
          {field.wrong}
        </p>
      )}
    </div>
  )
}
