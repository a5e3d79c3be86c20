// The few parts that every screen of this page is made of.
import type { ComponentChildren } from 'preact'
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks'
import type { Reach as Who } from './sentences.ts'

export function Reach({ person, sentence, more }: Who) {
  return (
    <p class="reach" data-reach={person}>
      <span class={`pill ${person}`}>
        <svg viewBox="0 0 24 24" width="16" height="16" aria-hidden="true">
          {person === 'first' ? (
            <path
              d="M12 3.500a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4 20c0-4.2 3.4-6.500 8-6.500s8 2.300 8 6.500z"
              fill="currentColor"
            />
          ) : (
            <path
              d="M8.500 4.500a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM1 20c0-4 3.200-6 7.500-6s7.500 2 7.500 6zM18 6a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM17.500 14.200c3.500-.2 5.500 1.600 5.500 4.800h-4.500"
              fill="currentColor"
            />
          )}
        </svg>
        <span>
          <span class="unseen">Who sees this: </span>
          {sentence}
        </span>
      </span>
      {more !== '' && <span class="soft">{more}</span>}
    </p>
  )
}

type BoxProps = {
  label: string
  value: string
  set: (value: string) => void
  /** How long it may be. More can be typed and is kept, and is told before it is sent. */
  most?: number
  /** The question above is its label. */
  unlabelled?: boolean
  rows?: number
  hint?: string
}

const MOST_MEASURED = 4_000
const HIGHEST = 420

/** Somewhere to write. It grows with what is written, and never cuts anything off. */
export function Box({ label, value, set, most, unlabelled = false, rows = 3, hint }: BoxProps) {
  const box = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    const area = box.current!
    // Measuring a page of text takes an old phone longer than typing it; then it scrolls.
    if (area.value.length > MOST_MEASURED) {
      area.style.height = `${HIGHEST}px`
      return
    }
    area.style.height = 'auto'
    area.style.height = `${Math.min(area.scrollHeight + 2, HIGHEST)}px`
  })
  const id = useId()
  const over = most === undefined ? 0 : value.length - most
  return (
    <div class="field">
      <label for={id} class={unlabelled ? 'unseen' : ''}>
        {label}
      </label>
      {hint && <span class="soft small">{hint}</span>}
      <textarea
        ref={box}
        id={id}
        rows={rows}
        value={value}
        aria-invalid={over > 0}
        aria-describedby={over > -40 ? `${id}-long` : undefined}
        onInput={(event) => set(event.currentTarget.value)}
      />
      {most !== undefined && over > -40 && value !== '' && (
        <span id={`${id}-long`} class={over > 0 ? 'alert small' : 'soft small'}>
          {over > 0
            ? `${over.toLocaleString('en-GB')} letters too many: ${most} fit here.`
            : `${-over} letters are left.`}
        </span>
      )}
    </div>
  )
}

/** A line to type, with its label above. */
export function Line({
  label,
  value,
  set,
  hint,
  type = 'text',
  ...more
}: Omit<BoxProps, 'rows' | 'unlabelled'> & {
  type?: 'text' | 'date' | 'month' | 'time' | 'number'
  complete?: string
  max?: string
  min?: string
}) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && (
        <span id={`${id}-hint`} class="soft small">
          {hint}
        </span>
      )}
      <input
        id={id}
        {...({ type } as { type: 'text' })}
        value={value}
        autoComplete={more.complete ?? 'off'}
        max={more.max}
        min={more.min}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onInput={(event) => set(event.currentTarget.value)}
      />
    </div>
  )
}

export type Option = { key: string; label: string; says?: string }
type PickProps = {
  label: string
  options: readonly Option[]
  value: string | null
  set: (key: string) => void
  /** Side by side, as words in a row. */
  inRow?: boolean
  unlabelled?: boolean
}

/** One of several, as large as a thumb. */
export function Pick({ label, options, value, set, inRow = false, unlabelled = false }: PickProps) {
  const name = useId()
  return (
    <fieldset class={inRow ? 'pick row' : 'pick'}>
      <legend class={unlabelled ? 'unseen' : ''}>{label}</legend>
      <div>
        {options.map((one) => (
          <label key={one.key}>
            <input type="radio" name={name} checked={value === one.key} onChange={() => set(one.key)} />
            <span>
              {one.label}
              {one.says && <span class="soft small">{one.says}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** What happened, what is safe, what to do. */
export function Note({ children, alert = false }: { children: ComponentChildren; alert?: boolean }) {
  return (
    <div class={alert ? 'note alarm' : 'note'} role={alert ? 'alert' : 'status'}>
      {children}
    </div>
  )
}

/** A heading that is read out when it comes, so that nobody who listens misses that the room went on. */
export function Title({ children, of }: { children: ComponentChildren; of: string }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const first = useRef(true)
  useEffect(() => {
    document.title = of
    if (!first.current) heading.current?.focus({ preventScroll: false })
    first.current = false
  }, [of])
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  )
}
/** Any of several. */
export function Ticks({
  label,
  options,
  values,
  set,
}: {
  label: string
  options: readonly Option[]
  values: readonly string[]
  set: (keys: string[]) => void
}) {
  const change = (key: string) => set(values.includes(key) ? values.filter((one) => one !== key) : [...values, key])
  return (
    <fieldset class="pick">
      <legend>{label}</legend>
      <div>
        {options.map((one) => (
          <label key={one.key}>
            <input type="checkbox" checked={values.includes(one.key)} onChange={() => change(one.key)} />
            <span>
              {one.label}
              {one.says && <span class="soft small">{one.says}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
