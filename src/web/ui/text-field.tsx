import { type InputHTMLAttributes, useRef, useState } from 'react'
import styles from './field.module.css'
import { Field, type FieldProps, useField } from './field.tsx'
import { useKept } from './keep.ts'
import { PutBack } from './put-back.tsx'

export type TextFieldProps = FieldProps & {
  /** Set in serif: for anything that is a person's own words. Names, addresses and codes are not. */
  words?: boolean
  value?: string
  defaultValue?: string
  onChange?: (text: string) => void
  /** Keeps what was typed in this tab under this name until the form around it was sent. */
  keepAs?: string
  /** For a code, a year, a number. */
  short?: boolean
} & Pick<
    InputHTMLAttributes<HTMLInputElement>,
    | 'type'
    | 'required'
    | 'autoComplete'
    | 'inputMode'
    | 'maxLength'
    | 'minLength'
    | 'pattern'
    | 'placeholder'
    | 'disabled'
    | 'readOnly'
    | 'autoFocus'
    | 'spellCheck'
    | 'min'
    | 'max'
    | 'step'
    | 'list'
    | 'onBlur'
    | 'onKeyDown'
    | 'autoCapitalize'
  >

export function TextField(props: TextFieldProps) {
  const {
    label,
    hideLabel,
    hint,
    error,
    name,
    id,
    optional,
    words,
    short,
    keepAs,
    onChange,
    type = 'text',
    ...rest
  } = props
  const field = useField(props)
  const ref = useRef<HTMLInputElement>(null)
  const [length, setLength] = useState(0)
  const { back, keep, leave } = useKept(ref, keepAs, props)
  return (
    <Field {...{ label, hideLabel, hint, error, name, id, optional, field }}>
      <input
        {...rest}
        {...field.control}
        ref={ref}
        type={type}
        data-label={label}
        data-keep={keepAs}
        className={[styles.input, words && styles.words, short && styles.short].filter(Boolean).join(' ')}
        onChange={(event) => {
          keep(event.target.value)
          setLength(event.target.value.length)
          onChange?.(event.target.value)
        }}
      />
      {rest.maxLength !== undefined && length >= rest.maxLength && (
        <span className={styles.hint} role="status">
          That is as long as it can be: {rest.maxLength} characters. What came after that is not in it.
        </span>
      )}
      <PutBack back={back} onLeave={leave} />
    </Field>
  )
}
