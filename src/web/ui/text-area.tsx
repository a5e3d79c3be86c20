import { type ReactNode, type TextareaHTMLAttributes, useRef, useState } from 'react'
import { Field, type FieldProps, lengthWords, useField } from './field.tsx'
import { keepTyped, usePutBack } from './keep.ts'
import { PutBack } from './put-back.tsx'
import { Reach, type ReachProps } from './reach.tsx'
import styles from './text-area.module.css'

export type TextAreaProps = FieldProps & {
  value?: string
  defaultValue?: string
  onChange?: (text: string) => void
  /** Keeps what was typed in this tab under this name until the form around it was sent. */
  keepAs?: string
  /** Who sees this; stands inside the sheet. */
  reach?: ReachProps
  /** A quiet sentence or a button at the foot of the sheet. */
  foot?: ReactNode
  /** Not a person's words: notes for the machine, lists of addresses. */
  plain?: boolean
} & Pick<
    TextareaHTMLAttributes<HTMLTextAreaElement>,
    | 'required'
    | 'maxLength'
    | 'minLength'
    | 'placeholder'
    | 'disabled'
    | 'readOnly'
    | 'rows'
    | 'autoFocus'
    | 'spellCheck'
    | 'onBlur'
    | 'onKeyDown'
    | 'onFocus'
  >

/** A sheet to write on. It grows with what is written; nothing is cut off. */
export function TextArea(props: TextAreaProps) {
  const {
    label,
    hideLabel,
    hint,
    error,
    name,
    id,
    optional,
    keepAs,
    onChange,
    reach,
    foot,
    plain,
    rows = 3,
    maxLength: most,
    ...rest
  } = props
  const field = useField(props)
  const ref = useRef<HTMLTextAreaElement>(null)
  const stood = usePutBack(ref, keepAs, onChange)
  const [typed, setTyped] = useState(props.defaultValue?.length ?? 0)
  const length = props.value?.length ?? typed
  const near = most !== undefined && length > most * 0.9
  return (
    <Field {...{ label, hideLabel, hint, error, name, id, optional, field }}>
      <div className={styles.sheet} data-wrong={field.wrong ? true : undefined}>
        <textarea
          {...rest}
          {...field.control}
          ref={ref}
          rows={rows}
          data-most={most}
          data-label={label}
          data-keep={keepAs}
          className={plain ? styles.plain : styles.words}
          onChange={(event) => {
            setTyped(event.target.value.length)
            if (keepAs) keepTyped(keepAs, event.target.value, label)
            onChange?.(event.target.value)
          }}
        />
        {(reach || foot || near) && (
          <div className={styles.foot}>
            {reach && <Reach {...reach} />}
            <div className={styles.note}>{near ? lengthWords(length, most) : foot}</div>
          </div>
        )}
      </div>
      <PutBack stood={stood} />
    </Field>
  )
}
