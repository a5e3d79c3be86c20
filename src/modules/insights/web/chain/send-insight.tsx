import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/lib/client.ts'
import { DateField } from '#web/ui/date-field.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { asOnePage, type PageParts } from '../../contract/page.ts'
import type { TracedInsight } from '../data.ts'
import type { DoingProps } from '../foot.tsx'
import { LetterForm } from '../send.tsx'
import { TellMember } from './hear.tsx'

/** Who needs to hear it: somebody outside by a letter or as one page, or a member who reads it anyway. */
export function Send({ insight, ...props }: DoingProps & { insight: TracedInsight }) {
  const begun = props.what.do === 'send' ? props.what.page : undefined
  const [way, setWay] = useState<'letter' | 'page' | 'member'>(begun ? 'page' : 'letter')
  const close = useMutation(api.insights.closeReceiver.mutationOptions())
  const queries = useQueryClient()
  const instead = props.what.do === 'send' ? props.what.instead : undefined
  // Whoever was asked before is not waited for any more, and it says why.
  const sent = async () => {
    if (instead)
      await close
        .mutateAsync({
          attempt: crypto.randomUUID(),
          receiver: instead.receiver,
          why: 'It went to somebody else instead.',
        })
        .catch(() => undefined)
    await queries.invalidateQueries()
  }
  return (
    <>
      <RadioGroup
        label="How they read it"
        name="way"
        value={way}
        onChange={setWay}
        choices={[
          { value: 'letter', label: 'Somebody outside, by a link' },
          { value: 'page', label: 'Somebody outside, as one page for a decision' },
          { value: 'member', label: `Somebody in ${props.here.name}` },
        ]}
      />
      {way === 'member' ? (
        <TellMember {...props} onDone={() => void sent().then(props.onDone)} />
      ) : (
        <SendInsight
          {...props}
          key={way}
          insight={insight}
          page={way === 'page'}
          onSent={sent}
          whose={instead?.whose ?? ''}
        />
      )}
    </>
  )
}

type SendInsightProps = DoingProps & {
  insight: TracedInsight
  page: boolean
  whose: string
  onSent: () => Promise<void>
}
/** Sends an insight to a seat: exactly what its holder will see stands here before it goes. */
function SendInsight({ insight, page, onSent, ...props }: SendInsightProps) {
  const deliver = useMutation(api.insights.send.mutationOptions())
  const begun: PageParts = (props.what.do === 'send' && props.what.page) || {}
  const [parts, setParts] = useState<PageParts>(begun)
  const set = (part: keyof PageParts) => (words: string) => setParts((before) => ({ ...before, [part]: words }))
  const shown = asOnePage(insight.let_out!, page ? parts : null)
  const keep = `send ${insight.id}`
  return (
    <LetterForm
      {...props}
      name="Who needs to hear this?"
      keep={keep}
      shown={shown}
      asks="Those who read it here are asked first, and whoever is quoted in it."
      above={
        page && (
          <>
            <TextField
              label="The decision wanted"
              required
              words
              maxLength={600}
              onChange={set('wanted')}
              defaultValue={begun.wanted ?? ''}
              name="wanted"
              keepAs={`${keep} wanted`}
            />
            <DateField
              label="By when"
              optional
              onChange={set('by_when')}
              defaultValue={begun.by_when ?? ''}
              name="by_when"
            />
            <TextArea
              label="The options"
              optional
              rows={2}
              maxLength={1200}
              onChange={set('options')}
              defaultValue={begun.options ?? ''}
              name="options"
              keepAs={`${keep} options`}
            />
            <TextField
              label="What became of the last one"
              optional
              words
              maxLength={600}
              onChange={set('before')}
              defaultValue={begun.before ?? ''}
              name="before"
              keepAs={`${keep} before`}
            />
          </>
        )
      }
      deliver={async (letter) => {
        const answer = await deliver.mutateAsync({
          ...letter,
          ...{ insight: insight.id, let_out: shown },
          page: page
            ? {
                wanted: parts.wanted ?? '',
                by_when: parts.by_when || null,
                options: parts.options ?? '',
                before: parts.before ?? '',
              }
            : null,
        })
        if (answer.ok) await onSent()
        return answer
      }}
    />
  )
}
