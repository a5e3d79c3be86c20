import type { OpenKind } from '#platform/copies/kinds.ts'

/** Of gatherings a copy of a space tells what was called and held. Their rooms are spaces of their own, and no room is copied. */
export const openKinds: OpenKind[] = [
  {
    ...{ kind: 'gathering', title: 'Gatherings', table: 'gathering', words: 'title', by: 'convened_by' },
    columns: [
      ...['kind', 'title', 'purpose', 'way', 'starts_on', 'starts_at', 'zone', 'minutes', 'ends_on', 'place', 'link'],
      ...['mode_meant', 'learning', 'kept_out', 'share_what', 'share_how', 'share_by', 'share_kept_on', 'share_kept'],
      ...['share_kept_how', 'share_said'],
      ...['paid', 'cancelled_on', 'cancelled_because', 'held_on'],
    ],
    own: 't.convened_by = me()',
    stays: 'each has a room of its own, and what was said there belongs to those who were in it',
  },
]
