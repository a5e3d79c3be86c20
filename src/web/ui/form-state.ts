import { createContext, useContext } from 'react'

export type FormState = { pending: boolean; errors: Readonly<Record<string, string>> }

export const FormContext = createContext<FormState>({ pending: false, errors: {} })

/** What the form around a field knows: whether it is being sent, and what to put right, by field name. */
export const useForm = () => useContext(FormContext)
