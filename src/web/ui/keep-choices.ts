import { type RefObject, useEffect, useRef } from 'react'
import { forgetKept, keepChoice, kept, keptChoice } from './keep.ts'

// What was chosen in a form (a day, one of a list, a number) is kept beside the words it was chosen for, and comes back with them.
// Secrets, files and whatever is hidden are not.

type Choice = HTMLInputElement | HTMLSelectElement
const CHOICES = ['radio', 'checkbox', 'date', 'month', 'time', 'datetime-local', 'number']
  .map((type) => `input[type="${type}"]`)
  .concat('select')
  .map((one) => `${one}[name]:not([data-keep])`)
  .join(', ')

const isTick = (control: Choice) => control instanceof HTMLInputElement && control.type === 'checkbox'
const isOneOf = (control: Choice) => control instanceof HTMLInputElement && control.type === 'radio'
const choicesIn = (form: HTMLFormElement) =>
  // A name that React made up is another one the next time.
  [...form.querySelectorAll<Choice>(CHOICES)].filter((control) => /^[a-z]/i.test(control.name))

/** Under which name a choice is kept; ticks of one name are told apart by what they stand for. */
const nameOf = (form: string, control: Choice) =>
  isTick(control) ? `${form} ${control.name} ${control.value}` : `${form} ${control.name}`

function stateOf(form: HTMLFormElement, control: Choice): string {
  if (isTick(control)) return (control as HTMLInputElement).checked ? 'yes' : 'no'
  if (!isOneOf(control)) return control.value
  const all = form.querySelectorAll<HTMLInputElement>(`input[type="radio"][name="${CSS.escape(control.name)}"]`)
  return [...all].find((one) => one.checked)?.value ?? ''
}

/** As a hand would choose it, so that whoever listens hears of it. */
function choose(control: Choice, state: string): void {
  if (isTick(control) || isOneOf(control)) {
    const wanted = isTick(control)
      ? (control as HTMLInputElement).checked !== (state === 'yes')
      : control.value === state
    if (wanted) control.click()
    return
  }
  const made = control instanceof HTMLSelectElement ? HTMLSelectElement.prototype : HTMLInputElement.prototype
  Object.getOwnPropertyDescriptor(made, 'value')!.set!.call(control, state)
  control.dispatchEvent(new Event(control instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }))
}

/** Keeps and puts back the choices of a form that keeps words; `as`: of one whose words come with a choice. */
export function useKeptChoices(ref: RefObject<HTMLFormElement | null>, as: string | undefined) {
  /** What stood at each choice when it was first seen. */
  const stood = useRef(new Map<string, string>())
  const start = useRef(as ?? '')
  useEffect(() => {
    const form = ref.current
    if (form === null) return
    const words = [...form.querySelectorAll<HTMLElement>('[data-keep]')].map((one) => one.dataset.keep!)
    start.current ||= words[0] ?? ''
    const back = as !== undefined || words.some((name) => kept(name) !== null)
    const fresh = new Set<string>()
    // Some appear once another was chosen: they are looked at when they do.
    for (const control of choicesIn(form)) {
      const name = nameOf(start.current, control)
      if (!stood.current.has(name)) {
        stood.current.set(name, stateOf(form, control))
        fresh.add(name)
      }
      const state = back && fresh.has(name) ? keptChoice(name, stood.current.get(name)!) : null
      if (state !== null) choose(control, state)
    }
  })
  return {
    keep: (target: EventTarget) => {
      const control = choicesIn(ref.current!).find((one) => one === target)
      if (control === undefined || start.current === '') return
      const name = nameOf(start.current, control)
      keepChoice(name, stateOf(ref.current!, control), stood.current.get(name) ?? '')
    },
    forget: () => {
      for (const name of stood.current.keys()) forgetKept(name)
    },
  }
}
