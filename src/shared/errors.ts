/** The closed list of failures. Forbidden is `not_found` too: both answer byte for byte the same. */
export const ERRORS = {
  invalid: {
    status: 400,
    sentence: 'Something in this form is not right. Nothing was sent, and what you typed is still here.',
  },
  not_found: {
    status: 404,
    sentence: 'There is nothing here for you to see. It may have moved, or it may never have been.',
  },
  refused: { status: 422, sentence: 'This cannot be done. What you typed is still here.' },
  conflict: {
    status: 409,
    sentence: 'Somebody changed this while you were writing. Both texts are kept: choose, or join them.',
  },
  too_large: { status: 413, sentence: 'This is too large to take in. Nothing was kept of it.' },
  too_many: { status: 429, sentence: 'That was tried too often. Wait a few minutes, then try again.' },
  unavailable: {
    status: 503,
    sentence: 'We cannot reach what we need just now. What you typed is kept; try again in a moment.',
  },
  fault: {
    status: 500,
    sentence: 'Something went wrong on our side. What you typed is still here; nothing was changed.',
  },
} as const
export type ErrorCode = keyof typeof ERRORS

export class AppError extends Error {
  readonly code: ErrorCode
  readonly fields: Record<string, string>
  constructor(code: ErrorCode, sentence?: string, fields: Record<string, string> = {}) {
    super(sentence ?? ERRORS[code].sentence)
    this.code = code
    this.fields = fields
  }
}
