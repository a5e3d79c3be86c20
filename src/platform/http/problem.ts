/** The answer to something that went wrong, in the form that RFC 9457 gives it. */
export type Problem = {
  code: string
  status: number
  message: string
  fields?: Record<string, string> | undefined
  more?: object
}

/** So many seconds are given to a place that could not answer just now, before it is asked again. */
export const AGAIN_AFTER = '1'

const TITLES: Record<number, string> = {
  400: 'Something in the request is not right',
  401: 'No token that is good',
  403: 'This token may not do that',
  404: 'Nothing here for this token to see',
  409: 'It was changed meanwhile',
  413: 'Too large',
  422: 'This cannot be done',
  429: 'Tried too often',
  503: 'Not able to answer just now',
}

export function spellProblem({ code, status, message, fields, more }: Problem): object {
  const errors = Object.entries(fields ?? {}).map(([field, said]) => ({ field, detail: said }))
  return {
    type: `urn:trefoil:${code}`,
    title: TITLES[status] ?? 'Something went wrong',
    status,
    detail: status === 401 ? 'Send a token that is still good: Authorization: Bearer …' : message,
    ...(errors.length > 0 ? { errors } : {}),
    ...more,
  }
}
