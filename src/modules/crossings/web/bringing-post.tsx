import type { ReactNode } from 'react'
import { useKept } from '#web/ui/keep.ts'
import { TextField } from '#web/ui/text-field.tsx'
import { postAudience, type Target } from '../contract.ts'
import type { Post, WhereTo } from './bringing-where.tsx'

export type KnownPost = { id: string; title: string; holder: string; space: string | null; audience: string }
const NEW = 'somebody else outside'

/** Posts as they stand in the list of places to go to: by the space whose they are, and last one that I name. */
export function choicesOf(posts: readonly KnownPost[]): { value: string; label: string }[] {
  const called = (one: KnownPost) => (one.holder ? `${one.title} (${one.holder})` : one.title)
  return [
    ...posts.map((one) => ({
      value: one.id,
      label: `One person outside: ${called(one)}${one.space === null ? '' : `, ${one.space}`}`,
    })),
    { value: NEW, label: 'One person outside: somebody else' },
  ]
}

/** What was chosen before, when somebody comes back to this step. */
export function pickedIn(chosen: WhereTo | null): string {
  if (!chosen) return ''
  if (chosen.target) return chosen.target.id
  return chosen.post && 'id' in chosen.post.seat ? chosen.post.seat.id : NEW
}

type Chosen = {
  post: Post
  name: string
  reach: Target['reach']
  fields: ReactNode
  wrong: Record<string, string>
}

/** The post that was picked, who sees it there, and the fields it needs; null where a space was picked. */
export function usePost(before: Post | null, picked: string, posts: readonly KnownPost[], kept: string): Chosen | null {
  const named = before && 'title' in before.seat ? before.seat : null
  const [title, setTitle] = useKept(`${kept} post`, named?.title ?? '')
  const [holder, setHolder] = useKept(`${kept} holder`, named?.holder ?? '')
  const [email, setEmail] = useKept(`${kept} email`, before?.email ?? '')
  const known = posts.find((one) => one.id === picked)
  if (!known && picked !== NEW) return null
  const seat = known ?? { title: title.trim(), holder: holder.trim() }
  const audience = known?.audience ?? postAudience({ ...seat, title: seat.title || '…' })
  return {
    post: { seat: known ? { id: known.id } : { title: seat.title, holder: seat.holder }, email: email.trim() },
    name: seat.title,
    reach: { person: 'second', sentence: audience },
    wrong: seat.title === '' ? { title: 'Say which post they hold.' } : {},
    fields: (
      <>
        {!known && (
          <>
            <TextField
              label="Their post"
              hint="Discharge lead, South Wear"
              name="title"
              value={title}
              onChange={setTitle}
              maxLength={160}
            />
            <TextField
              label="Who holds it now"
              name="holder"
              optional
              value={holder}
              onChange={setHolder}
              maxLength={160}
            />
          </>
        )}
        <TextField
          label="Their address"
          type="email"
          hint="We write to it when the link is ready, without any of these words. Leave it empty to hand the link over yourself."
          name="email"
          optional
          value={email}
          onChange={setEmail}
        />
      </>
    ),
  }
}
