import { AppError } from '#shared/errors.ts'

/** What a part of a cursor may be; each is checked before it comes near a statement. */
export const PART = {
  id: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  day: /^\d{4}-\d{2}-\d{2}$/,
  number: /^\d{1,15}(\.\d{1,9})?$/,
  /** An instant as the database writes it, so that no microsecond is lost. */
  instant: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/,
} as const

/** Where a page of a list ended, as one opaque word for the next request. */
export function cursorOf(...parts: (string | number)[]): string {
  return Buffer.from(parts.join('|')).toString('base64url')
}

/** What stands in a cursor, part by part. One that nobody here made is refused at its field. */
export function placeIn<Shapes extends readonly RegExp[]>(
  cursor: string,
  ...shapes: Shapes
): { [At in keyof Shapes]: string } {
  const parts = Buffer.from(cursor, 'base64url').toString().split('|')
  if (parts.length !== shapes.length || !shapes.every((shape, i) => shape.test(parts[i]!)))
    throw new AppError('invalid', undefined, { cursor: 'This is no place in this list. Begin at its first page.' })
  return parts as { [At in keyof Shapes]: string }
}
