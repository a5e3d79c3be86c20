export type Answer<T> = ({ ok: true } & T) | { ok: false; sentence: string }
export type Space = { id: string; address: string }

/** Unwraps an answer; a world that cannot be built says where. */
export function done<T extends object>(answer: Answer<T>): { ok: true } & T {
  if (!answer.ok) throw new Error(answer.sentence)
  return answer
}
