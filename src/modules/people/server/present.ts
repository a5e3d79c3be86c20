import { dayOf } from '#shared/day.ts'
import type { INVITATION_STATES, PREFERS, SECTORS, SIZE_BANDS } from '../contract.ts'

type Prefers = (typeof PREFERS)[number]
type State = (typeof INVITATION_STATES)[number]
type SizeBand = (typeof SIZE_BANDS)[number]
type Sector = (typeof SECTORS)[number]

type ProfileRow = {
  name: string
  pronouns: string
  email: string
  access_needs: string
  learning_style: string
  prefers: string
  zone: string | null
  totp_cipher: Buffer | null
  totp_confirmed_at: Date | null
}

export function presentProfile(
  row: ProfileRow,
  passkeys: { id: string; name: string; made_at: Date }[],
  { zone, ...more }: { proved: boolean; pen: boolean; zone: string },
) {
  return {
    name: row.name,
    pronouns: row.pronouns,
    email: row.email,
    accessNeeds: row.access_needs,
    learningStyle: row.learning_style,
    prefers: row.prefers as Prefers,
    zone: row.zone,
    code:
      row.totp_confirmed_at !== null
        ? ('on' as const)
        : row.totp_cipher !== null
          ? ('begun' as const)
          : ('off' as const),
    ...more,
    passkeys: passkeys.map((key) => ({ id: key.id, name: key.name, made: dayOf(key.made_at, zone) })),
  }
}

/** By day only: an hour would tell where somebody was when. */
export function presentSession(
  row: { id: string; device: string; kind: string; made_at: Date; seen_at: Date },
  here: string,
  zone: string,
) {
  return {
    id: row.id,
    device: row.device,
    kind: row.kind as 'full' | 'pen',
    here: row.id === here,
    made: dayOf(row.made_at, zone),
    seen: dayOf(row.seen_at, zone),
  }
}

/** One that was taken back says no more than who to ask: it may have gone to the wrong person. */
export function presentInvitation(
  held: { state: string; space_name: string; inviter: string; name: string; accepted_by: string | null } | undefined,
  reader: string | null,
) {
  const state = (held?.state ?? 'unknown') as State
  const told = held !== undefined && state !== 'withdrawn'
  return {
    state,
    space: told ? held.space_name : '',
    inviter: held?.inviter ?? '',
    name: told ? held.name : '',
    mine: reader !== null && held?.accepted_by === reader,
  }
}

export function presentOrganisation(row: {
  id: string
  name: string
  org_id: string | null
  size_band: string | null
  sector: string | null
}) {
  return {
    id: row.id,
    name: row.name,
    orgId: row.org_id,
    sizeBand: row.size_band as SizeBand | null,
    sector: row.sector as Sector | null,
  }
}

/** The secret never goes out again, not even to whoever typed it. */
export function presentProviders(
  rows: { id: string; issuer: string; client_id: string; words: string; organisation: string }[],
) {
  return rows.map(({ id, issuer, client_id, words, organisation }) => ({
    id,
    issuer,
    clientId: client_id,
    words,
    organisation,
  }))
}
