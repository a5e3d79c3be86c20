import { Definition } from './definition.ts'

/** A method as one of its readings has it, or null where it has no such reading. Chosen before it begins. */
export function withReading(method: Definition, key: string): Definition | null {
  const reading = method.readings?.find((one) => one.key === key)
  if (reading === undefined) return null
  const steps = method.steps.map((step) => {
    const { prompt = step.prompt, settings } = reading.steps[step.key] ?? {}
    return { ...step, prompt, settings: { ...step.settings, ...settings } }
  })
  return Definition.parse({ ...method, steps })
}
