const id = { type: 'string', format: 'uuid' }
const query = (name: string, description: string) => ({ name, in: 'query', required: true, description, schema: id })
const bytes = (contentMediaType: string) => ({ schema: { type: 'string', contentMediaType } })

/** Copies of spaces, as OpenAPI tells them: what comes and goes there is no JSON. */
export const copyPaths = {
  '/spaces/copy': {
    get: {
      ...{ operationId: 'spaces.takeCopy', 'x-token': 'read', summary: 'A copy of what you may read of a space.' },
      description:
        'One .zip in open formats; its README.txt says what is in it. Everybody in the space can see that it was taken.',
      parameters: [query('space', 'The space.')],
      responses: { 200: { description: 'The copy', content: { 'application/zip': bytes('application/zip') } } },
    },
    post: {
      ...{
        operationId: 'spaces.bringCopy',
        'x-token': 'write',
        summary: 'Bring a copy into a space that is empty and only yours.',
      },
      description:
        'The body is a .zip that the other operation made, at most 200 MB. The answer is lines of JSON: how far it is, and last how it went. All of it comes in, or nothing.',
      parameters: [query('space', 'The new space.'), query('attempt', 'An id that you make.')],
      requestBody: { required: true, content: { 'application/zip': bytes('application/zip') } },
      responses: {
        200: {
          description: 'How far it is, and how it went',
          content: { 'application/x-ndjson': bytes('application/x-ndjson') },
        },
      },
    },
  },
}
