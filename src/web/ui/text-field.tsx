import { type InputHTMLAttributes, useRef, useState } from 'react'
import styles from './field.module.css'
import { Field, type FieldProps, lengthWords, useField } from './field.tsx'
import { keepTyped, usePutBack } from './keep.ts'
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
    maxLength: most,
    ...rest
  } = props
  const field = useField(props)
  const ref = useRef<HTMLInputElement>(null)
  const [length, setLength] = useState(0)
  const stood = usePutBack(ref, keepAs, onChange)
  return (
    <Field {...{ label, hideLabel, hint, error, name, id, optional, field }}>
      <input
        {...rest}
        {...field.control}
        ref={ref}
        type={type}
        data-most={most}
        // Of what is looked for only so much is read; everywhere else nothing is cut off.
        maxLength={type === 'search' ? most : undefined}
        data-label={label}
        data-keep={keepAs}
        className={[styles.input, words && styles.words, short && styles.short].filter(Boolean).join(' ')}
        onChange={(event) => {
          if (keepAs) keepTyped(keepAs, event.target.value, label)
          setLength(event.target.value.length)
          onChange?.(event.target.value)
        }}
      />
      <PutBack stood={stood} />
      {most !== undefined && length > most && !field.wrong && (
        <span className={styles.hint} role="status">
          {lengthWords(length, most)}
        </span>
      )}
    </Field>
  )
}
