/**
 * What many streams are sent alike, as one chunk of HTTP/1.1 (RFC 9112, 7.1): its length and its ends are put together once
 * for all of them, and it goes to each socket in one piece.
 */
export type Frame = Buffer

const END = '\r\n'

/** A chunk without content would end the stream, so of nothing nothing is made. */
export const frameOf = (text: string): Frame =>
  Buffer.from(text === '' ? '' : `${Buffer.byteLength(text).toString(16)}${END}${text}${END}`)

/** The content alone, for a stream that is not sent in chunks. */
export const contentOf = (frame: Frame): Buffer => frame.subarray(frame.indexOf(END) + END.length, -END.length)
