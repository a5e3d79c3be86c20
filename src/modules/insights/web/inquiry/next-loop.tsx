import { Button, ButtonLink } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'

export type Loop = '' | 'single' | 'double' | 'triple'

const BETTER = {
  title: 'It is in.',
  says: 'What does it take for granted? Written down, that can be tested.',
  verb: 'Write the assumption down',
}
const NEXT: Record<Loop, { title: string; says: string; verb: string }> = {
  '': BETTER,
  single: BETTER,
  double: {
    title: 'It is in. It questions an assumption.',
    says: 'If that is so, why do we do it at all? A question that several hold is a good next step.',
    verb: 'Ask the question',
  },
  triple: {
    title: 'It is in. It questions why we do it.',
    says: 'Who holds the answer, and which decision should it inform?',
    verb: 'Ask the question',
  },
}

/** After an insight was written: the question that goes one step further. Nobody has to take it. */
export function NextLoop({ loop, address, onDone }: { loop: Loop; address: string; onDone: () => void }) {
  const { title, says, verb } = NEXT[loop]
  return (
    <Notice
      kind="saved"
      title={title}
      actions={
        <>
          <ButtonLink small to={`/s/${address}/insights/questions?do=${NEXT[loop] === BETTER ? 'assume' : 'ask'}`}>
            {verb}
          </ButtonLink>
          <Button small kind="quiet" onClick={onDone}>
            Not now
          </Button>
        </>
      }
    >
      {says}
    </Notice>
  )
}
