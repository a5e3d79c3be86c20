const words = (description: string, schema: object = { type: 'string' }) => ({ description, schema })
const id = { type: 'string', format: 'uuid' }
const query = (name: string, description: string) => ({ name, in: 'query', required: true, ...words(description, id) })
const bytes = { schema: { type: 'string', contentMediaType: 'application/octet-stream' } }

/** The routes of files, as OpenAPI tells them: what comes and goes there is no JSON. */
export const filePaths = {
  '/files/import': {
    post: {
      ...{ operationId: 'library.importFile', 'x-token': 'write', summary: 'Bring in one file.' },
      description:
        'The body is the file as it is, at most 25 MB, and its name stands in the header x-file-name. The answer is lines of JSON: how far the reading is, and last how it went.',
      parameters: [
        query('space', 'The space.'),
        query('chapter', 'The chapter it is brought into, as /spaces/here answers it.'),
        query('attempt', 'An id that you make.'),
        { name: 'x-file-name', in: 'header', required: false, ...words('The name of the file, percent-encoded.') },
      ],
      requestBody: { required: true, content: { 'application/octet-stream': bytes } },
      responses: { 200: { description: 'How far it is, and how it went', content: { 'application/x-ndjson': bytes } } },
    },
  },
  '/files/{id}': {
    get: {
      ...{ operationId: 'library.file', 'x-token': 'read', summary: 'A file as it was handed in.' },
      parameters: [{ name: 'id', in: 'path', required: true, ...words('As a document answers it.', id) }],
      responses: { 200: { description: 'The file', content: { 'application/octet-stream': bytes } } },
    },
  },
}
