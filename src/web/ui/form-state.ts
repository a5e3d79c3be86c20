import { createContext, useContext } from 'react'

export type FormState = { pending: boolean; errors: Readonly<Record<string, string>> }

export const FormContext = createContext<FormState>({ pending: false, errors: {} })

/** What the form around a field knows: whether it is being sent, and what to put right, by field name. */
export const useForm = () => useContext(FormContext)

/** What somebody is told of what was thrown: the place's own sentence, or that it could not be reached; and that nothing typed is lost. */
export function wordsOfFault(thrown: unknown): string {
  if (!navigator.onLine) return 'You are offline. What you typed is still here; send it when you are connected again.'
  const { code } = thrown as { code?: string }
  if (code === 'not_found')
    return 'What this belongs to is not here for you any more: it was taken away, or you are not in this space now. Nothing was sent, and what you typed is still here.'
  const told = thrown instanceof Error && 'code' in thrown ? thrown.message : ''
  return told || 'Something went wrong on our side. What you typed is still here; try again in a moment.'
}
