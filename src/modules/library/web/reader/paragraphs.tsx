import { memo } from 'react'
import styles from './reader.module.css'

/** One line of the text with its place in it. */
export type Paragraph = { at: number; text: string; page: string | null }
/** A stretch that is marked: an excerpt that was kept, or the words being chosen. */
export type Mark = { starts: number; ends: number; chosen?: boolean }

const IN_A_BLOCK = 40
const NONE: readonly Mark[] = []

/**
 * The width at which a plain text was broken into lines by the machine it comes from; null where its line ends are its
 * writer's own. Such lines are shown joined; their places in the text stay what they are.
 */
export function widthOf(document: { kind: string; text: string }): number | null {
  if (document.kind !== 'txt' && document.kind !== 'pasted') return null
  const lengths = document.text
    .slice(0, 100_000)
    .split('\n')
    .map((line) => line.trimEnd().length)
    .filter((length) => length > 0)
    .sort((one, two) => one - two)
  const at = (part: number) => lengths[Math.floor(part * (lengths.length - 1))] ?? 0
  return lengths.length >= 8 && at(0.5) >= 45 && at(0.98) <= 140 ? at(0.9) : null
}

/**
 * Divides a text at its line ends; each page's label stands over the paragraph in which the page begins.
 * @param width lines nearly as long as this go on in the next one
 */
export function divide(
  text: string,
  pages: readonly { start: number; label: string }[],
  width: number | null = null,
): Paragraph[][] {
  const paragraphs: Paragraph[] = []
  let at = 0
  let page = 0
  let goesOn = false
  for (const line of text.split('\n')) {
    let label: string | null = null
    for (let next = pages[page]; next !== undefined && next.start <= at + line.length; next = pages[page]) {
      label = next.label
      page++
    }
    const before = paragraphs.at(-1)
    const empty = line.trim() === ''
    if (goesOn && before !== undefined && label === null && !empty) before.text += `\n${line}`
    else paragraphs.push({ at, text: line, page: label })
    goesOn = width !== null && !empty && line.length >= width * 0.72
    at += line.length + 1
  }
  const blocks: Paragraph[][] = []
  for (let from = 0; from < paragraphs.length; from += IN_A_BLOCK)
    blocks.push(paragraphs.slice(from, from + IN_A_BLOCK))
  return blocks
}

/** The marks that touch a stretch; the same empty list when there are none, so that nothing is drawn again. */
export function within(marks: readonly Mark[], starts: number, ends: number): readonly Mark[] {
  const here = marks.filter((mark) => mark.starts < ends && mark.ends > starts)
  return here.length === 0 ? NONE : here
}

type BlockProps = { paragraphs: readonly Paragraph[]; marks: readonly Mark[]; table: boolean }

/** Forty paragraphs: what is out of sight is neither laid out nor painted until it comes near. */
export const Block = memo(
  function Block({ paragraphs, marks, table }: BlockProps) {
    const lines = paragraphs.reduce((sum, paragraph) => sum + 1 + Math.ceil(paragraph.text.length / 68), 0)
    return (
      <div className={styles.block} style={{ containIntrinsicBlockSize: `auto ${lines * 27}px` }}>
        {paragraphs.map((paragraph) => (
          <Line
            key={paragraph.at}
            paragraph={paragraph}
            marks={within(marks, paragraph.at, paragraph.at + paragraph.text.length)}
            table={table}
          />
        ))}
      </div>
    )
  },
  (before, after) =>
    before.paragraphs === after.paragraphs && before.table === after.table && same(before.marks, after.marks),
)

const same = (one: readonly Mark[], two: readonly Mark[]) =>
  one === two ||
  (one.length === two.length &&
    one.every(
      (mark, at) => mark.starts === two[at]!.starts && mark.ends === two[at]!.ends && mark.chosen === two[at]!.chosen,
    ))

function Line({ paragraph, marks, table }: { paragraph: Paragraph; marks: readonly Mark[]; table: boolean }) {
  const empty = paragraph.text.trim() === ''
  return (
    <>
      {paragraph.page !== null && (
        <p className={styles.page}>{paragraph.page.replace(/^./u, (letter) => letter.toUpperCase())}</p>
      )}
      <p
        className={
          empty ? styles.gap : table ? styles.row : paragraph.text.includes('\n') ? styles.joined : styles.paragraph
        }
        data-at={paragraph.at}
        tabIndex={empty ? undefined : -1}
      >
        {marks.length === 0 ? paragraph.text : pieces(paragraph, marks)}
      </p>
    </>
  )
}

/** The paragraph cut wherever a mark begins or ends; overlapping marks lie over each other. */
function pieces(paragraph: Paragraph, marks: readonly Mark[]) {
  const end = paragraph.at + paragraph.text.length
  const cuts = new Set([paragraph.at, end])
  for (const mark of marks) {
    cuts.add(Math.max(paragraph.at, mark.starts))
    cuts.add(Math.min(end, mark.ends))
  }
  const places = [...cuts].sort((one, two) => one - two)
  return places.slice(0, -1).map((from, at) => {
    const text = paragraph.text.slice(from - paragraph.at, places[at + 1]! - paragraph.at)
    const over = marks.filter((mark) => mark.starts <= from && mark.ends > from)
    if (over.length === 0) return <span key={from}>{text}</span>
    const chosen = over.some((mark) => mark.chosen)
    const kept = over.some((mark) => !mark.chosen)
    const begins = over.some((mark) => !mark.chosen && mark.starts === from)
    return (
      <mark
        key={from}
        id={begins ? `at-${from}` : undefined}
        className={chosen ? styles.chosen : styles.kept}
        data-both={(chosen && kept) || undefined}
      >
        {text}
      </mark>
    )
  })
}
