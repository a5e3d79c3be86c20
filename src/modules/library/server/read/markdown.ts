/** Marks that nobody writes by accident: two pairs of doubled stars, or a heading of signs with one of them. */
const BOLD = /(\*\*|__)(?=\S)([^\n]*?\S)\1/g
const HEADING = /^ {0,3}#{1,6}[ \t]+\S/m
const LINK = /!?\[([^\]\n]{1,400})\]\(\s*<?([^()\s>]{1,2000})>?(?:\s+"[^"\n]*")?\s*\)/g

export const UNMARKED = 'The marks of Markdown (such as ** and #) were left out; the words are as they were.'

/** Whether a text is written with the marks of Markdown: by the name of its file, or because it has several of them. */
export function isMarked(name: string, text: string): boolean {
  if (/\.(md|markdown)$/i.test(name.trim())) return true
  const bold = text.match(BOLD)?.length ?? 0
  return bold >= 2 || (HEADING.test(text) && (bold > 0 || new RegExp(LINK).test(text)))
}

/** The words without the marks. What is no mark for certain stays: a single star may be a footnote. */
export function unmark(text: string): string {
  let fenced = false
  return text
    .split('\n')
    .flatMap((line) => {
      if (/^ {0,3}(```|~~~)/.test(line)) {
        fenced = !fenced
        return []
      }
      if (fenced) return [line]
      if (/^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/.test(line)) return ['']
      return [plain(line)]
    })
    .join('\n')
}

function plain(line: string): string {
  return line
    .replace(/^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$/, '$1')
    .replace(/^( {0,3})>[ \t]?/, '$1')
    .replace(/^(\s*)[*+][ \t]+/, '$1- ')
    .replace(LINK, (_whole, words: string, to: string) => (words === to ? words : `${words} (${to})`))
    .replace(BOLD, '$2')
    .replace(/(^|[\s([“‘"'])([*_])(?=[^\s*_])([^\n*_]*[^\s*_])\2(?=$|[\s).,;:!?\]”’"'])/g, '$1$3')
    .replace(/`([^`\n]+)`/g, '$1')
    .replace(/\\([\\`*_{}[\]()#+.!>-])/g, '$1')
}
