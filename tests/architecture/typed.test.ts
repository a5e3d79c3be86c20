import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { root } from './scratch.ts'

// Nothing typed is ever lost: every field for words says under which name they are kept until they were sent.

/** Fields whose words are kept by what stands around them (this must stand in that file), and those that keep nothing on purpose. */
const AROUND: Record<string, [keeps: string, at?: string]> = {
  'modules/journal/web/capture-sheet.tsx': ['useDraft('],
  'modules/journal/web/photo/attach.tsx': ['change({ photo:', 'modules/journal/web/capture-sheet.tsx'],
  'modules/journal/web/edit-entry.tsx': ['keepHere('],
  'modules/crossings/web/bringing-words.tsx': ['] = useKept(', 'modules/crossings/web/bringing.tsx'],
  'modules/crossings/web/bringing-where.tsx': ['useKept('],
  'modules/crossings/web/bringing-post.tsx': ['useKept('],
  'modules/spaces/web/memory/strategy-form.tsx#In a few words': ['keep(keptAs'],
  'web/phone/door.tsx#Your name': ["keepTyped('door'"],
  'web/phone/door.tsx#Where you come from': ["keepTyped('door'"],
  'web/phone/slip.tsx#The theme, in one sentence': ['keepTyped(kept'],
}
const NOWHERE: Record<string, string> = {
  'modules/journal/web/with-slip.tsx':
    'the note of somebody without an account, on a device that may be shared: it says so, and the slip is a secret',
  'web/find.tsx': 'looks for something',
  'web/front.tsx#The one-time link': 'a secret',
  'web/phone/door.tsx#Code': 'a code that stands on the wall',
  'web/phone/apart.tsx#Find a name': 'looks for something',
  'web/phone/slip.tsx#Key': 'a secret',
  'web/phone/promised.tsx': 'an address of which we say that it is kept for one letter',
}
/** Types of an input that hold no words: choices, counts, days, what is looked for, and secrets, which must not be kept. */
const NO_WORDS = /^(checkbox|radio|file|range|number|date|month|time|search|password)$/
const FIELD = /^(TextField|TextArea|input|textarea)$/
const ON_PHONES = /^(Box|Line)$/
const SECRET = /^(code|one-time-code)$/
/** The fields themselves; and the forms of the kinds of step, whose draft is kept by the step around them. */
const FIELDS = /^web\/(ui\/|phone\/parts\.tsx|phone\/kinds\/)/

/** The fields for words in a file that name no place where they are kept, as `file#label`. */
function unkept(path: string, text: string): string[] {
  const found: string[] = []
  const isField = (tag: string) => FIELD.test(tag) || (path.startsWith('web/phone/') && ON_PHONES.test(tag))
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const look = (node: ts.Node): void => {
    if ((ts.isJsxSelfClosingElement(node) || ts.isJsxOpeningElement(node)) && isField(node.tagName.getText())) {
      const said = new Map<string, string>()
      for (const one of node.attributes.properties) {
        if (ts.isJsxSpreadAttribute(one)) said.set('spread', `${said.get('spread') ?? ''} ${one.getText()}`)
        else said.set(one.name.getText(), one.initializer?.getText().replace(/^["']|["']$/g, '') ?? '')
      }
      const kept = said.has('keepAs') || /\bkeepAs\b/.test(said.get('spread') ?? '')
      const secret = SECRET.test(said.get('name') ?? '') || SECRET.test(said.get('autoComplete') ?? '')
      if (!kept && !secret && !NO_WORDS.test(said.get('type') ?? 'text'))
        found.push(`${path}#${said.get('label') ?? said.get('aria-label') ?? ''}`)
    }
    ts.forEachChild(node, look)
  }
  look(source)
  return found
}

const read = (path: string) => readFileSync(join(root, 'src', path), 'utf8')
const all = globSync('**/*.tsx', { cwd: join(root, 'src') })
  .filter((path) => !FIELDS.test(path))
  .flatMap((path) => unkept(path, read(path)))
const named = (field: string) => [field, field.split('#')[0]!]

test('every field for words keeps them until they were sent', () => {
  const known = { ...AROUND, ...NOWHERE }
  expect(all.filter((field) => !named(field).some((name) => name in known))).toEqual([])
  // A row that is no longer needed goes.
  expect(Object.keys(known).filter((name) => !all.flatMap(named).includes(name))).toEqual([])
})

test('what is said to keep them stands there', () => {
  const gone = Object.entries(AROUND).filter(([name, [keeps, at]]) => !read(at ?? name.split('#')[0]!).includes(keeps))
  expect(gone).toEqual([])
})

test('a field that keeps nothing is found, and one that does is not', () => {
  const form = (field: string) => unkept('x.tsx', `export const X = () => <Form>${field}</Form>`)
  expect(form('<TextField label="Why" name="why" onChange={(text) => text > 1} />')).toEqual(['x.tsx#Why'])
  expect(form('<TextArea label="Why" {...rest} />')).toEqual(['x.tsx#Why'])
  expect(form('<input value={x} aria-label="Why" />')).toEqual(['x.tsx#Why'])
  expect(form('<TextField label="Why" keepAs={why} />')).toEqual([])
  expect(form('<TextField label="Code" name="code" /><TextField label="How many" type="number" />')).toEqual([])
})
