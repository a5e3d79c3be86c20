const BEGINS = [
  "have you (ever )?(tried|thought|considered|asked|looked|talked|spoken)|did(n't| you not) you|why (don't|not|didn't) (you|just|try)?",
  "why not|could(n't| you not)|should(n't| you not)|would(n't)? it (not )?(be )?(help|better|easier|worth)|(what|how) about|what if you",
  "(maybe|perhaps) you|you (should|could|must|need|ought|might want)|i would|i'd|if i were you|my advice|try |just ",
]
const ADVICE = new RegExp(`^(and |so |but |well,? )?(${BEGINS.join('|')})`)

/** Whether a line reads like advice, also where it is dressed as a question: “Have you tried …?”, “Why don’t you …?”. */
export function readsLikeAdvice(line: string): boolean {
  const plain = line.trim().toLowerCase().replaceAll('’', "'")
  return plain !== '' && ADVICE.test(plain)
}

/** What is said of it, gently: it may go in as it is. */
export const ADVICE_SENTENCE =
  'This reads a little like advice. It can go in as it is. Or ask something whose answer you do not know, as “What have you tried?” or “What would you lose?”'
