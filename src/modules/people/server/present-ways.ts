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
