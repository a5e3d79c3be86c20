/** A piece of two texts held beside each other: in both, only in the earlier, only in the later. */
export type Piece = { text: string; is: 'same' | 'gone' | 'new' }

const MOST_WORDS = 2500

/** What changed between two texts, word by word, in reading order; of two long texts, as a whole. */
export function difference(before: string, after: string): Piece[] {
  const [old, now] = [wordsOf(before), wordsOf(after)]
  if (old.length > MOST_WORDS || now.length > MOST_WORDS)
    return before === after ? [{ text: after, is: 'same' }] : joined([piece(before, 'gone'), piece(after, 'new')])
  // How long the longest common run is from each pair of places on.
  const common = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1))
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      common[i]![j] = old[i] === now[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!)
  const pieces: Piece[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      pieces.push(piece(now[j]!, 'same'))
      i++
      j++
    } else if (j >= now.length || (i < old.length && common[i + 1]![j]! >= common[i]![j + 1]!))
      pieces.push(piece(old[i++]!, 'gone'))
    else pieces.push(piece(now[j++]!, 'new'))
  }
  return joined(pieces)
}

const wordsOf = (text: string) => text.match(/\s+|\S+/g) ?? []
const piece = (text: string, is: Piece['is']): Piece => ({ text, is })

/** Neighbours of one kind as one piece. */
function joined(pieces: Piece[]): Piece[] {
  const made: Piece[] = []
  for (const one of pieces) {
    const last = made.at(-1)
    if (last?.is === one.is) last.text += one.text
    else if (one.text !== '') made.push({ ...one })
  }
  return made
}
