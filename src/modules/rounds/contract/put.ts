// How a line travels. Of this a phone needs every byte, so nothing here stands on a package.

/** The blind signature is RSABSSA-SHA384-PSS-Deterministic of RFC 9474, over 32 random bytes, with a key of 2048 bits a round. */
export const SIGNATURE_BYTES = 256
export const SECRET_BYTES = 32
/**
 * What is put in: a ticket (its message and its signature), the key by which this device may change it, how long the line
 * is, and the line, filled up with noughts. So all that is put into a round is of one size, a pass too.
 */
export const PUT = {
  message: 0,
  signature: SECRET_BYTES,
  edit: SECRET_BYTES + SIGNATURE_BYTES,
  length: 2 * SECRET_BYTES + SIGNATURE_BYTES,
  line: 2 * SECRET_BYTES + SIGNATURE_BYTES + 4,
} as const
/** How many bytes are sent to put a line into a round. */
export const putBytes = (bytes: number): number => PUT.line + bytes
/** Every answer to it is of this size. */
export const ANSWER_BYTES = 512
/** The most a line may weigh in any round. */
export const MOST_BYTES = 32_768
