export type Piece = { is: 'same' | 'gone' | 'new'; line: string }
/** Two texts with more changes than this have little in common: showing them line by line would help nobody. */
const MOST_CHANGES = 600

/** What stands in one text and not in the other, line by line and with as few changes as there can be; null where almost all changed. */
export function differ(before: readonly string[], after: readonly string[]): Piece[] | null {
  let head = 0
  while (head < before.length && head < after.length && before[head] === after[head]) head++
  let tail = 0
  const room = Math.min(before.length, after.length) - head
  while (tail < room && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  const middle = shortest(before.slice(head, before.length - tail), after.slice(head, after.length - tail))
  if (middle === null) return null
  const same = (lines: readonly string[]) => lines.map((line): Piece => ({ is: 'same', line }))
  return [...same(before.slice(0, head)), ...middle, ...same(before.slice(before.length - tail))]
}

/** Myers' way: the furthest that so many changes reach on each diagonal, and then the way back. */
function shortest(one: readonly string[], two: readonly string[]): Piece[] | null {
  const most = one.length + two.length
  const reached: Map<number, number>[] = []
  let far = new Map([[1, 0]])
  for (let changes = 0; changes <= Math.min(most, MOST_CHANGES); changes++) {
    reached.push(new Map(far))
    for (let k = -changes; k <= changes; k += 2) {
      const down = k === -changes || (k !== changes && (far.get(k - 1) ?? -1) < (far.get(k + 1) ?? -1))
      let x = down ? (far.get(k + 1) ?? 0) : (far.get(k - 1) ?? 0) + 1
      while (x < one.length && x - k < two.length && one[x] === two[x - k]) x++
      far.set(k, x)
      if (x >= one.length && x - k >= two.length) return back(one, two, reached)
    }
    far = new Map(far)
  }
  return null
}

function back(one: readonly string[], two: readonly string[], reached: Map<number, number>[]): Piece[] {
  const pieces: Piece[] = []
  let [x, y] = [one.length, two.length]
  for (let changes = reached.length - 1; changes >= 0; changes--) {
    const far = reached[changes]!
    const k = x - y
    const down = k === -changes || (k !== changes && (far.get(k - 1) ?? -1) < (far.get(k + 1) ?? -1))
    const from = down ? k + 1 : k - 1
    const fromX = far.get(from) ?? 0
    const fromY = fromX - from
    while (x > fromX && y > fromY && x > 0 && y > 0) {
      pieces.push({ is: 'same', line: one[x - 1]! })
      x--
      y--
    }
    if (changes === 0) break
    pieces.push(down ? { is: 'new', line: two[y - 1]! } : { is: 'gone', line: one[x - 1]! })
    ;[x, y] = [fromX, fromY]
  }
  return pieces.reverse()
}

/** Lines that are the same and far from any change are folded to their number. */
const ROUND = 2
type Shown = Piece | { is: 'folded'; line: string }
export function folded(pieces: readonly Piece[]): Shown[] {
  const near = pieces.map((_piece, at) =>
    pieces.slice(Math.max(0, at - ROUND), at + ROUND + 1).some((one) => one.is !== 'same'),
  )
  const shown: Shown[] = []
  let left = 0
  const close = () => {
    if (left > 0) shown.push({ is: 'folded', line: left === 1 ? '1 line is the same' : `${left} lines are the same` })
    left = 0
  }
  pieces.forEach((piece, at) => {
    if (!near[at]) left += 1
    else {
      close()
      shown.push(piece)
    }
  })
  close()
  return shown
}
