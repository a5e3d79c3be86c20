import type { At } from './at.ts'

/** Who writes in a step: everybody (`open`), whoever says that they do (`asked`), or somebody else (`shut`). */
export function whoWrites({ step, on, me, now }: Pick<At, 'step' | 'on' | 'me' | 'now'>): {
  form: 'open' | 'asked' | 'shut'
  says: string
  button: string
} {
  const open = { form: 'open' as const, says: '', button: '' }
  if (!step.makes) return open
  if (step.asksName)
    return {
      ...{ form: 'asked' as const, button: 'Write with my name' },
      says: 'Too few people are here for this to go without names. What you write stands there with your name. To leave it is an answer too.',
    }
  const one = step.writes === 'one'
  const where = step.group === 'all' || step.group === 'solo' ? 'the room' : 'your group'
  if (step.writes === 'presenter') {
    if (step.belongsTo === 'presenter' && step.seenBy === 'presenter' && on.presenter?.id !== me.id)
      return {
        ...{ form: 'asked' as const, button: 'I note something for them' },
        says: `What is noted here goes to ${on.presenter?.name ?? 'whoever presents'} alone.`,
      }
    if (on.presenter?.id === me.id) return open
    return { form: 'shut', says: `${on.presenter?.name ?? 'Whoever presents'} writes here. You listen.`, button: '' }
  }
  if (step.writes === 'facilitator')
    return now.me.facilitates ? open : { form: 'shut', says: 'Whoever runs this writes here. You say it.', button: '' }
  if (step.writes !== 'each' && !one)
    return {
      ...{ form: 'asked', button: `I am the ${step.writes.replace(/-/g, ' ')}` },
      says: `Only the ${step.writes.replace(/-/g, ' ')} writes here.`,
    }
  if (one) return { form: 'asked', says: `One of you writes it down, for ${where}.`, button: `I write for ${where}` }
  return open
}
