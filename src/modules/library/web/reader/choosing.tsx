import { type KeyboardEvent, type RefObject, useCallback, useEffect, useState } from 'react'

/** The words being chosen, as places in the text. `by` keys: they are drawn by us; by pointer: the browser draws them. */
export type Chosen = { starts: number; ends: number; by: 'keys' | 'pointer' }
export const MOST_CHOSEN = 5000

const words = new Intl.Segmenter('en-GB', { granularity: 'word' })
/** How far round a place its neighbouring words are looked for. */
const NEAR = 300

/** The ends of the words after `at`, or the beginnings of those before it: the nearest one. */
export function step(text: string, at: number, way: 1 | -1, to: 'start' | 'end'): number {
  const from = way === 1 ? at : Math.max(0, at - NEAR)
  const near = text.slice(from, way === 1 ? at + NEAR : at + NEAR)
  const places = [...words.segment(near)]
    .filter((piece) => piece.isWordLike)
    .map((piece) => from + piece.index + (to === 'end' ? piece.segment.length : 0))
  return (way === 1 ? places.find((place) => place > at) : places.findLast((place) => place < at)) ?? at
}

/** Without the white space at either end; null when nothing else is in it. */
export function trimmed(text: string, starts: number, ends: number): { starts: number; ends: number } | null {
  const inside = text.slice(starts, ends)
  if (inside.trim() === '') return null
  return {
    starts: starts + inside.length - inside.trimStart().length,
    ends: ends - (inside.length - inside.trimEnd().length),
  }
}

/** The same stretch with the words whole that it begins or ends in the middle of. */
export function whole(text: string, starts: number, ends: number): [starts: number, ends: number] {
  const around = (at: number) => {
    const from = Math.max(0, at - NEAR)
    const word = words.segment(text.slice(from, at + NEAR)).containing(at - from)
    const begins = from + (word?.index ?? 0)
    return word?.isWordLike && begins < at ? { begins, finishes: begins + word.segment.length } : null
  }
  return [around(starts)?.begins ?? starts, around(ends)?.finishes ?? ends]
}

/** Where a place in the text is on the page. */
function pointAt(root: HTMLElement, place: number): [Node, number] | null {
  const paragraph = [...root.querySelectorAll<HTMLElement>('[data-at]')].findLast(
    (one) => Number(one.dataset.at) <= place,
  )
  if (paragraph === undefined) return null
  let left = place - Number(paragraph.dataset.at)
  const pieces = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
  for (let piece = pieces.nextNode(); piece !== null; piece = pieces.nextNode()) {
    const { length } = piece as Text
    if (left <= length) return [piece, left]
    left -= length
  }
  return null
}

/** Where in the text a point of the page is; null outside it. */
function placeOf(root: HTMLElement, node: Node, offset: number, edge: 'start' | 'end'): number | null {
  if (!root.contains(node)) return null
  const paragraph = (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>('[data-at]')
  if (paragraph) {
    const before = document.createRange()
    before.setStart(paragraph, 0)
    before.setEnd(node, offset)
    return Number(paragraph.dataset.at) + before.toString().length
  }
  // Between paragraphs: the next one for a beginning, the end of the last one for an end.
  const point = document.createRange()
  point.setStart(node, offset)
  const all = [...root.querySelectorAll<HTMLElement>('[data-at]')]
  const next = all.findIndex((one) => point.comparePoint(one, 0) >= 0)
  if (edge === 'start') return next < 0 ? null : Number(all[next]!.dataset.at)
  const last = all.at(next < 0 ? -1 : next - 1)
  return last === undefined || next === 0 ? null : Number(last.dataset.at) + (last.textContent?.length ?? 0)
}

/** Choosing words with mouse and finger (the browser's own way) and with keys. `still`: while the panel is open. */
export function useChoosing(root: RefObject<HTMLElement | null>, text: string, still: boolean) {
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const letGo = useCallback(() => {
    setChosen(null)
    document.getSelection()?.removeAllRanges()
  }, [])

  useEffect(() => {
    if (still) return
    let soon: number | undefined
    const look = () => {
      const selection = document.getSelection()
      const here = root.current
      if (!here || !selection || selection.rangeCount === 0) return
      const range = selection.getRangeAt(0)
      if (!here.contains(range.commonAncestorContainer) && !range.intersectsNode(here)) return
      const starts = selection.isCollapsed ? null : placeOf(here, range.startContainer, range.startOffset, 'start')
      const ends = selection.isCollapsed ? null : placeOf(here, range.endContainer, range.endOffset, 'end')
      const cut = starts === null || ends === null ? null : trimmed(text, ...whole(text, starts, ends))
      setChosen((before) => (cut !== null ? { ...cut, by: 'pointer' } : before?.by === 'keys' ? before : null))
    }
    const changed = () => {
      window.clearTimeout(soon)
      soon = window.setTimeout(look, 120)
    }
    // A hand on a mouse stops anywhere in a word; fingers have handles that they move themselves.
    const released = (event: PointerEvent) => {
      const selection = document.getSelection()
      const here = root.current
      if (event.pointerType !== 'mouse' || !here || !selection || selection.isCollapsed) return
      const range = selection.getRangeAt(0)
      const starts = placeOf(here, range.startContainer, range.startOffset, 'start')
      const ends = placeOf(here, range.endContainer, range.endOffset, 'end')
      if (starts === null || ends === null) return
      const [from, to] = whole(text, starts, ends)
      const [begins, finishes] = [pointAt(here, from), pointAt(here, to)]
      if (begins && finishes && (from !== starts || to !== ends)) selection.setBaseAndExtent(...begins, ...finishes)
    }
    document.addEventListener('selectionchange', changed)
    document.addEventListener('pointerup', released)
    return () => {
      window.clearTimeout(soon)
      document.removeEventListener('selectionchange', changed)
      document.removeEventListener('pointerup', released)
    }
  }, [root, text, still])

  return { chosen, setChosen, letGo }
}

type Keys = {
  root: RefObject<HTMLElement | null>
  text: string
  chosen: Chosen | null
  setChosen: (to: Chosen | null) => void
  letGo: () => void
  onKeep: () => void
}

/**
 * Up and down go from paragraph to paragraph; Enter chooses the one under the cursor. Then left and right move where the
 * chosen words begin, with Shift where they end; Shift with up and down by a paragraph; Enter keeps, Escape lets go.
 */
export function useKeys({ root, text, chosen, setChosen, letGo, onKeep }: Keys) {
  return (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const all = () => [...(root.current?.querySelectorAll<HTMLElement>('[data-at][tabindex]') ?? [])]
    const at = (document.activeElement as HTMLElement | null)?.closest<HTMLElement>('[data-at]') ?? null
    const go = (to: HTMLElement | undefined) => {
      to?.focus({ preventScroll: true })
      to?.scrollIntoView({ block: 'nearest' })
    }
    const line = text.indexOf('\n', chosen?.ends)
    const act = chosen === null ? walking() : choosing()
    if (act === undefined) return
    event.preventDefault()
    act()

    function walking(): (() => void) | undefined {
      const list = all()
      const now = at === null ? -1 : list.indexOf(at)
      if (event.shiftKey) return undefined
      if (event.key === 'ArrowDown') return () => go(list[Math.min(list.length - 1, now + 1)])
      if (event.key === 'ArrowUp') return () => go(list[Math.max(0, now - 1)])
      if (event.key === 'Home') return () => go(list[0])
      if (event.key === 'End') return () => go(list.at(-1))
      if (event.key === 'Enter' && at !== null) {
        return () => {
          const from = Number(at.dataset.at)
          const cut = trimmed(text, from, from + (at.textContent?.length ?? 0))
          if (cut) setChosen({ ...cut, by: 'keys' })
        }
      }
      return undefined
    }
    function choosing(): (() => void) | undefined {
      const { starts, ends } = chosen!
      const to = (next: { starts?: number; ends?: number }) => () => {
        const cut = trimmed(text, next.starts ?? starts, next.ends ?? ends)
        if (cut && cut.ends > cut.starts) setChosen({ ...cut, by: 'keys' })
      }
      if (event.key === 'Escape') return letGo
      if (event.key === 'Enter') return onKeep
      if (event.key === 'ArrowRight')
        return event.shiftKey
          ? to({ ends: step(text, ends, 1, 'end') })
          : to({ starts: Math.min(step(text, starts, 1, 'start'), step(text, ends, -1, 'start')) })
      if (event.key === 'ArrowLeft')
        return event.shiftKey
          ? to({ ends: Math.max(step(text, ends, -1, 'end'), step(text, starts, 1, 'end')) })
          : to({ starts: step(text, starts, -1, 'start') })
      if (event.key === 'ArrowDown' && event.shiftKey)
        return to({ ends: nextLineEnd(text, line < 0 ? text.length : line) })
      if (event.key === 'ArrowUp' && event.shiftKey)
        return to({ ends: Math.max(text.lastIndexOf('\n', ends - 1), step(text, starts, 1, 'end')) })
      return undefined
    }
  }
}

/** The end of the next line that holds words. */
function nextLineEnd(text: string, from: number): number {
  let at = from
  while (at < text.length && text[at] === '\n') at++
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}
