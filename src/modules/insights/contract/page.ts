import { sayWholeDay } from '#shared/day.ts'

/** What is asked of whoever reads the one page, typed by whoever sends it. */
export type PageParts = {
  wanted?: string | undefined
  by_when?: string | null | undefined
  options?: string | undefined
  before?: string | undefined
}

/** What stands before each part, in the text that is asked about and let out. */
export const PAGE_LABELS = {
  wanted: 'The decision wanted:',
  by_when: 'By when:',
  options: 'The options:',
  before: 'What became of the last one:',
} as const

/** A part is one line, so that no part can pass for another. */
const oneLine = (words: string | undefined) => (words ?? '').trim().replaceAll(/\s*\n\s*/g, ' / ')

/** The one page: what is wanted above what is let out of an insight, and the options below it. Its writer sees it before it goes. */
export function asOnePage(letOut: string, parts: PageParts | null | undefined): string {
  const line = (part: keyof typeof PAGE_LABELS) => {
    const said = parts?.[part] ?? ''
    const words = part === 'by_when' && said !== '' ? sayWholeDay(said) : oneLine(said)
    return words === '' ? '' : `${PAGE_LABELS[part]} ${words}`
  }
  return [line('wanted'), line('by_when'), letOut, line('options'), line('before')].filter(Boolean).join('\n')
}
