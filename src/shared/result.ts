/** An expected answer that may be a refusal: refusals are values, failures are thrown. */
export type Refusal = { ok: false; reason: string; sentence: string }
export type Result<T extends object> = ({ ok: true } & T) | Refusal

/** @param sentence what happened, what is safe, what to do: shown to the person as it stands. */
export function refuse(reason: string, sentence: string): Refusal {
  return { ok: false, reason, sentence }
}
