/** Names that say nothing of what is in the file: a camera's, a scanner's, a hash, "Document (3)". */
const SAYS_NOTHING =
  /^(?:(?:untitled|document|dokument|file|doc|scan(?:ned)?|image|img|dsc|copy|download|export|print|new|unknown|text|notes?|attachment)(?:[ _-]*(?:of|copy|final|\(?\d+\)?))*|[\d\s_.()-]+|(?:\d{1,4}[ _-])?[0-9a-f]{8,})$/i
const MOST = 120

/** What a document is called: by the name of its file, tidied; where that says nothing, by its first heading or line. */
export function titleOf(name: string, text: string): string {
  const bare = name.replace(/\.[a-z0-9]{1,5}$/i, '').trim()
  const tidy = (/\s/.test(bare) ? bare : bare.replace(/[_-]+/g, ' ')).replace(/\s+/g, ' ').trim()
  if (tidy !== '' && !SAYS_NOTHING.test(bare)) return tidy.slice(0, 300).toWellFormed()
  return headingOf(text) ?? (tidy || name)
}

/** The first line with words in it, if it is short enough to be a heading; of a longer one its beginning. */
function headingOf(text: string): string | undefined {
  const line = text
    .slice(0, 20_000)
    .split('\n')
    .map((one) => one.replace(/^[\s#*•|>-]+/, '').trim())
    .find((one) => /\p{L}{2,}/u.test(one))
  if (line === undefined) return undefined
  if (line.length <= MOST) return line.replace(/[\s:;,.]+$/, '')
  const cut = line.slice(0, MOST - 1).toWellFormed()
  return `${cut.slice(0, Math.max(40, cut.lastIndexOf(' '))).trimEnd()}…`
}
