import { type FormEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { Button } from './button.tsx'
import { lengthWords } from './field.tsx'
import styles from './form.module.css'
import { FormContext, wordsOfFault } from './form-state.ts'
import { forgetKept } from './keep.ts'
import { useKeptChoices } from './keep-choices.ts'
import { Notice } from './notice.tsx'

/** Nothing, or what to put right: by field name, or for the whole. */
export type Outcome = { errors?: Readonly<Record<string, string>>; problem?: string } | undefined | void

export type FormProps = {
  /** Gets what was filled in. Return an Outcome to show what to put right; a thrown error is shown, and everything typed stays. */
  onSend: (data: FormData, form: HTMLFormElement) => Outcome | Promise<Outcome>
  /** Known from outside (a mutation), added to what onSend returned. */
  errors?: Readonly<Record<string, string>>
  problem?: string
  pending?: boolean
  /** Empty the fields after it was sent. */
  clear?: boolean
  name?: string
  /** Keeps what was chosen in this tab until it was sent: for a form whose words come with a choice. Where a field has `keepAs`, choices are kept with it. */
  keepAs?: string
  children: ReactNode
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
const none = {}

export function Form({ onSend, errors = none, problem, pending = false, clear, name, keepAs, children }: FormProps) {
  const form = useRef<HTMLFormElement>(null)
  const [busy, setBusy] = useState(false)
  const [found, setFound] = useState<NonNullable<Exclude<Outcome, void>>>({})
  const [round, setRound] = useState(0)
  const [later, setLater] = useState(false)
  const choices = useKeptChoices(form, keepAs)
  const all = useMemo(() => ({ ...errors, ...found.errors }), [errors, found.errors])
  const state = useMemo(() => ({ pending: pending || busy, errors: all }), [pending, busy, all])
  const whole = found.problem ?? problem
  const first = Object.keys(all)[0]
  const told = Object.entries(errors).join('\n')

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each attempt that found something
  useEffect(() => {
    if (first && form.current) focusField(form.current, first)
    // It stands above the first field, and a long form was sent from below its last.
    else if (whole || later)
      form.current?.querySelector('[role="alert"], [role="status"]')?.scrollIntoView({ block: 'nearest' })
  }, [round, told])

  // The attempt is the same one, so that what had arrived after all is not done twice.
  useEffect(() => {
    if (!later) return
    const go = () => form.current?.requestSubmit()
    window.addEventListener('online', go)
    return () => window.removeEventListener('online', go)
  }, [later])

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    event.stopPropagation()
    const sheet = event.currentTarget
    if (state.pending) return
    const missing = look(sheet)
    if (missing) {
      setFound({ errors: missing })
      setRound(round + 1)
      return
    }
    setBusy(true)
    setLater(false)
    setFound({})
    try {
      const outcome = await onSend(new FormData(sheet), sheet)
      const wrong = outcome && (outcome.problem || Object.keys(outcome.errors ?? none).length > 0)
      if (wrong) {
        setFound(placed(outcome, sheet))
        setRound(round + 1)
        return
      }
      for (const field of sheet.querySelectorAll<HTMLElement>('[data-keep]')) forgetKept(field.dataset.keep!)
      choices.forget()
      if (clear) sheet.reset()
    } catch (thrown) {
      if (!navigator.onLine) setLater(true)
      else setFound({ problem: wordsOfFault(thrown) })
      setRound(round + 1)
    } finally {
      setBusy(false)
    }
  }

  const list = Object.entries(all)
  return (
    <form
      ref={form}
      className={styles.form}
      onSubmit={send}
      onChange={(event) => choices.keep(event.target)}
      noValidate
      aria-label={name}
      aria-busy={state.pending}
    >
      {later && (
        <Notice
          kind="offline"
          title="You are offline"
          actions={
            <Button kind="quiet" onClick={() => setLater(false)}>
              Don’t send it by itself
            </Button>
          }
        >
          It has not gone yet. It goes by itself as soon as you are connected again, as long as this page stays open.
          What you typed is kept in this tab in any case.
        </Notice>
      )}
      {(whole || list.length > 1) && (
        <Notice kind="error" title={list.length > 1 ? `${list.length} things to put right` : 'That did not go through'}>
          {whole && <p>{whole}</p>}
          {list.length > 1 && (
            <ul>
              {list.map(([field, words]) => (
                <li key={field}>
                  <a
                    href={`#${field}`}
                    onClick={(event) => {
                      event.preventDefault()
                      focusField(form.current!, field)
                    }}
                  >
                    {words}
                  </a>
                </li>
              ))}
            </ul>
          )}
        </Notice>
      )}
      <FormContext value={state}>{children}</FormContext>
    </form>
  )
}

const fieldIn = (form: HTMLFormElement, name: string) =>
  form.querySelector<HTMLElement>(`[name="${CSS.escape(name)}"], [data-field="${CSS.escape(name)}"]`)

function focusField(form: HTMLFormElement, name: string) {
  const field = fieldIn(form, name)
  // What was filled in and folded away again can be put right only where it is seen.
  for (let fold = field?.closest('details'); fold; fold = fold.parentElement?.closest('details')) fold.open = true
  field?.focus()
}

/** What no field of this form stands for is told of the whole: an error that nobody sees leaves them pressing the button. */
function placed({ errors = none, problem = '' }: NonNullable<Exclude<Outcome, void>>, form: HTMLFormElement) {
  const [here, nowhere] = [true, false].map((is) =>
    Object.entries(errors).filter(([name]) => (fieldIn(form, name) !== null) === is),
  ) as [[string, string][], [string, string][]]
  const whole = [problem, ...nowhere.map(([, words]) => words)].filter(Boolean).join(' ')
  return { errors: Object.fromEntries(here), ...(whole && { problem: whole }) }
}

/** What the browser finds wrong, in our words. */
function look(form: HTMLFormElement) {
  const errors: Record<string, string> = {}
  for (const field of form.querySelectorAll<Control>('input[name], textarea[name], select[name]')) {
    if ((field.validity.valid && !isTooLong(field)) || errors[field.name]) continue
    errors[field.name] = words(field)
  }
  return Object.keys(errors).length > 0 ? errors : null
}

/** The browser would cut off what is pasted; so it is not told how much fits, and we look ourselves. */
const isTooLong = (field: Control) => field.value.length > Number(field.dataset.most ?? Number.POSITIVE_INFINITY)

function words(field: Control) {
  const { validity } = field
  const label = (field.dataset.label ?? 'This').replace(/[?:.…]+$/, '')
  if (validity.valueMissing) {
    if (field.type === 'checkbox') return `Please tick “${label}” to go on.`
    if (field.type === 'radio' || field instanceof HTMLSelectElement) return `${label}: please choose one.`
    return `${label}: please fill this in.`
  }
  if (validity.typeMismatch && field.type === 'email') return `${label}: write it like name@example.org.`
  if (validity.typeMismatch) return `${label}: write it like https://example.org.`
  if (validity.tooShort && 'minLength' in field) return `${label}: at least ${field.minLength} characters.`
  if (isTooLong(field)) return `${label}: ${lengthWords(field.value.length, Number(field.dataset.most))}`
  if (validity.rangeUnderflow && 'min' in field)
    return `${label}: ${field.min} or later.`.replace('or later', field.type === 'number' ? 'or more' : 'or later')
  if (validity.rangeOverflow && 'max' in field)
    return `${label}: ${field.max} ${field.type === 'number' ? 'or less' : 'or earlier'}.`
  if (validity.badInput) return `${label}: this cannot be read as it is written.`
  return `${label}: please look at this again.`
}
