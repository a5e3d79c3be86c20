import { type ReactNode, useId } from 'react'
import styles from './field.module.css'
import { useForm } from './form-state.ts'
import { Icon } from './icon.tsx'

export type FieldProps = {
  label: string
  /** Said to those who listen, not shown: only where the place makes it plain. */
  hideLabel?: boolean
  hint?: ReactNode
  /** Comes from the form around it by `name`, unless given here. */
  error?: string
  name?: string
  id?: string
  optional?: boolean
}

/** Ids and error of a field: its label, hint and error belong to it for those who listen, too. */
export function useField({ name, error, hint, id }: Pick<FieldProps, 'name' | 'error' | 'hint' | 'id'>) {
  const own = useId()
  const fieldId = id ?? own
  const form = useForm()
  const wrong = error ?? (name ? form.errors[name] : undefined)
  const hintId = `${fieldId}-hint`
  const errorId = `${fieldId}-error`
  const described = [hint ? hintId : '', wrong ? errorId : ''].filter(Boolean).join(' ') || undefined
  return {
    wrong,
    hintId,
    errorId,
    control: { id: fieldId, name, 'aria-describedby': described, 'aria-invalid': wrong ? true : undefined } as const,
  }
}

/** How much room is left, or how much is too much: nothing that was typed or pasted is cut off. */
export const lengthWords = (length: number, most: number): string =>
  length > most
    ? `${(length - most).toLocaleString('en-GB')} characters too many: ${most.toLocaleString('en-GB')} fit here. Nothing is cut off; make it shorter.`
    : `${most - length} characters left`

type Around = FieldProps & { field: ReturnType<typeof useField>; children: ReactNode }

/** Label, hint, error and the control between them. Used by every field; features seldom need it. */
export function Field({ label, hideLabel, hint, optional, field, children }: Around) {
  return (
    <div className={styles.field} data-wrong={field.wrong ? true : undefined}>
      <label className={hideLabel ? styles.hidden : styles.label} htmlFor={field.control.id}>
        {label}
        {optional && <span className={styles.optional}> (if you like)</span>}
      </label>
      <Hint field={field}>{hint}</Hint>
      {children}
      <Wrong field={field} />
    </div>
  )
}

/** The same around a group of choices. */
export function FieldGroup({ label, hideLabel, hint, optional, field, children }: Around) {
  return (
    <fieldset
      className={styles.field}
      id={field.control.id}
      tabIndex={-1}
      aria-describedby={field.control['aria-describedby']}
      data-wrong={field.wrong ? true : undefined}
      data-field={field.control.name}
    >
      <legend className={hideLabel ? styles.hidden : styles.label}>
        {label}
        {optional && <span className={styles.optional}> (if you like)</span>}
      </legend>
      <Hint field={field}>{hint}</Hint>
      {children}
      <Wrong field={field} />
    </fieldset>
  )
}

function Hint({ field, children }: { field: Around['field']; children: ReactNode }) {
  if (!children) return null
  return (
    <div className={styles.hint} id={field.hintId}>
      {children}
    </div>
  )
}

function Wrong({ field }: { field: Around['field'] }) {
  if (!field.wrong) return null
  return (
    <p className={styles.wrong} id={field.errorId}>
      <Icon name="alert" />
      <span>{field.wrong}</span>
    </p>
  )
}
