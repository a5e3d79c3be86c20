import type { client } from '#web/lib/client.ts'

export type Invited = Awaited<ReturnType<typeof client.gatherings.invited>>
export type Invitation = Awaited<ReturnType<typeof client.gatherings.invitation>>
export type Answer = NonNullable<Invitation['answer']>
export type Thread = Awaited<ReturnType<typeof client.gatherings.threads>>['threads'][number]
export type GoingOn = Awaited<ReturnType<typeof client.gatherings.goingOn>>
export type After = Awaited<ReturnType<typeof client.gatherings.after>>
export type Balance = Awaited<ReturnType<typeof client.gatherings.balance>>

export const ANSWER_WORDS: Record<Answer, { label: string; hint?: string }> = {
  yes: { label: 'Yes, I come' },
  perhaps: { label: 'Perhaps' },
  around: {
    label: 'I can’t come, but will take part before and after',
    hint: 'You write what you would have said, and see what the others wrote once you have.',
  },
  no: { label: 'No' },
}
/** How somebody's answer is told to others. */
export const TOLD: Record<Answer, string> = {
  yes: 'comes',
  perhaps: 'perhaps comes',
  around: 'can’t come, and takes part before and after',
  no: 'does not come',
}
export const ANSWER_CHOICES = (Object.keys(ANSWER_WORDS) as Answer[]).map((value) => ({
  value,
  ...ANSWER_WORDS[value],
}))
export const RIGOUR_WORDS = {
  light: { label: 'Light', hint: 'A conversation, and some of it was noted.' },
  partial: { label: 'Partial', hint: 'A method, with some of it left out.' },
  full: { label: 'Full', hint: 'As the method says, from beginning to end.' },
} as const
export const HOW_WORDS = {
  alone: { label: 'Alone, without the learning partner' },
  together: { label: 'Together with somebody, without the learning partner' },
  with_learning_partner: { label: 'With the learning partner' },
} as const
export const CONTACT_WORDS = { call: 'a call', visit: 'a visit', message: 'a message', meeting: 'a meeting' } as const

/** The secret of a link, made on this device: the place keeps only its hash. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}
