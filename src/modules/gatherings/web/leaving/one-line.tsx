import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { wordsOfFault } from '#web/ui/form-state.ts'
import { forgetKept } from '#web/ui/keep.ts'
import { Notice } from '#web/ui/notice.tsx'
import { Quote } from '#web/ui/quote.tsx'
import { RadioGroup } from '#web/ui/radio-group.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import type { Goes, Leaving } from '../../contract/harvest.ts'
import styles from './leaving.module.css'

const GOES: Record<Goes, { label: string; hint: string }> = {
  stays: { label: 'It stays here', hint: 'Nobody else reads it.' },
  theme: { label: 'Only the theme', hint: 'One sentence of your own, which repeats nothing of it.' },
  words: { label: 'The words, without my name', hint: 'Just these words.' },
  name: { label: 'The words, with my name', hint: 'As you said it.' },
}
const STATE: Record<Leaving['state'], string> = {
  stays: 'It stays.',
  tonight: 'It goes with the next day.',
  asked: 'Others are asked as well. Until they have all said yes, it stays.',
  went: 'It went.',
  taken_back: 'You took it back.',
}
const SHARED: Partial<Record<Leaving['shared'], string>> = {
  group: 'You wrote it for those you sat with: each of them is asked too, and nobody is told who said what.',
  room: 'You wrote it for everybody: each of them is asked too, and nobody is told who said what.',
  table: 'You wrote it on one device for your table.',
  presenter: 'You presented. Only a theme goes, and only when the others of the set say yes.',
}

/** One line of mine: how it may leave, what I chose, and what became of it. */
export function OneLine({ item, audience, open }: { item: Leaving; audience: string; open: boolean }) {
  const [goes, setGoes] = useState<Goes | null>(item.chose)
  const keep = `theme ${item.id}`
  const [theme, setTheme] = useState('')
  const [hat, setHat] = useState<'myself' | 'organisation'>('myself')
  const [allSaidYes, setAll] = useState(false)
  const attempt = useAttempt()
  const queries = useQueryClient()
  const choose = useMutation(
    api.gatherings.letGo.mutationOptions({
      onSuccess: (answer) => {
        attempt.renew()
        if (!answer.ok) return
        forgetKept(keep)
        void queries.invalidateQueries()
      },
    }),
  )
  const refused = choose.data?.ok === false ? choose.data.sentence : choose.isError ? wordsOfFault(choose.error) : null
  const leaves = goes !== null && goes !== 'stays'
  return (
    <li className={styles.one}>
      <p className={styles.meta}>
        {item.method} · {item.step}
      </p>
      <Quote>{item.words}</Quote>
      {SHARED[item.shared] && <p className={styles.meta}>{SHARED[item.shared]}</p>}
      {item.chose !== null && <p className={styles.state}>{STATE[item.state]}</p>}
      {open && (
        <>
          <RadioGroup
            label="What may leave"
            hideLabel
            choices={item.choices.map((value) => ({ value, ...GOES[value] }))}
            value={goes}
            onChange={setGoes}
          />
          {leaves && (
            <div className={styles.asks}>
              <p>
                <strong>Could someone else in this be recognised</strong>: a family, a colleague? Then let only the
                theme go, ask them first, or let it stay.
              </p>
              {goes === 'theme' && (
                <TextArea
                  label="The theme, in one sentence"
                  value={theme}
                  onChange={setTheme}
                  keepAs={keep}
                  maxLength={280}
                  rows={2}
                  reach={{ person: 'second', sentence: audience }}
                  plain
                />
              )}
              {item.shared === 'table' && goes !== 'theme' && (
                <Checkbox label="Each at our table has said yes" checked={allSaidYes} onChange={setAll} />
              )}
              <RadioGroup
                label="I say this"
                row
                choices={[
                  { value: 'myself', label: 'for myself' },
                  { value: 'organisation', label: 'for my organisation, which is asked too' },
                ]}
                value={hat}
                onChange={setHat}
              />
              {goes !== 'theme' && <p className={styles.meta}>{audience}</p>}
            </div>
          )}
          {refused && (
            <Notice kind="error" title="It was not sent">
              {refused}
            </Notice>
          )}
          <Buttons>
            <Button
              kind={leaves ? 'primary' : 'outline'}
              disabled={goes === null || (goes === item.chose && goes !== 'theme')}
              pending={choose.isPending}
              onClick={() =>
                choose.mutate({
                  ...{ attempt: attempt.id, line: item.id, goes: goes!, hat, allSaidYes },
                  words: goes === 'theme' ? theme : '',
                })
              }
            >
              {leaves ? 'Let it go like this' : 'Let it stay'}
            </Button>
          </Buttons>
        </>
      )}
    </li>
  )
}
