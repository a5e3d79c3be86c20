import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Form } from '#modules/crossings/contract.ts'
import { Attempt, answer, Day, Id, text } from '#shared/schema.ts'

/** A post that is known, or one that is named here. */
export const Post = z.union([
  z.strictObject({ id: Id }),
  z.strictObject({ title: text(160, 1), holder: text(160).default('') }),
])
/** Where the letter with the link goes; none where the link is handed over. */
export const Address = z.union([z.literal(''), z.email('Write it like name@example.org.').max(254)]).default('')
/** The link comes with `went` only, and once. */
const lineSent = answer({
  id: Id,
  state: z.enum(['went', 'open', 'stays']).default('open'),
  link: z.string().nullable().default(null),
  mailed: z.boolean().default(false),
})

/** A line of one's own journal, straight to one person outside. */
export const lineContract = {
  /** Posts of my spaces that somebody outside holds, and those I have written to myself: where a line of my journal may go. */
  posts: oc
    .route({ method: 'POST', path: '/insights/posts' })
    .input(z.strictObject({}))
    .output(
      z.array(
        z.object({
          id: Id,
          title: z.string(),
          holder: z.string(),
          /** The space whose post it is; null where it is one of my own. */
          space: z.string().nullable(),
          audience: z.string(),
        }),
      ),
    ),
  /** A line of my own journal to one post. Nobody of the space whose post it is learns of it. */
  sendLine: oc
    .route({ method: 'POST', path: '/insights/send-line' })
    .input(
      Attempt.extend({
        entry: Id,
        version: z.int().min(1),
        words: text(3900, 1),
        form: Form,
        seat: Post,
        /** Who sees it, as it stood on the screen: refused where that is no longer so. */
        audience: text(1000, 1),
        note: text(900).default(''),
        email: Address,
        until: Day.nullish(),
        organisations: z.array(Id).max(10).default([]),
        hat: z.enum(['myself', 'organisation']).nullish(),
      }),
    )
    .output(lineSent),
}
