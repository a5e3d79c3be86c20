import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { wordsOfFault } from '#web/ui/form-state.ts'
import { forgetKept } from '#web/ui/keep.ts'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import type { Harvest } from '../../contract/harvest.ts'
import styles from './leaving.module.css'

/** Lines without a name that may go as a theme: whoever facilitates says it, since there is nobody to ask. */
export function Themes({ room, lines, audience }: { room: string; lines: Harvest['themes']; audience: string }) {
  const [chosen, setChosen] = useState<readonly string[]>([])
  const keep = `themes ${room}`
  const [words, setWords] = useState('')
  const attempt = useAttempt()
  const queries = useQueryClient()
  const name = useMutation(
    api.gatherings.nameTheme.mutationOptions({
      onSuccess: (answer) => {
        attempt.renew()
        if (!answer.ok) return
        setWords('')
        forgetKept(keep)
        setChosen([])
        void queries.invalidateQueries()
      },
    }),
  )
  const refused = name.data?.ok === false ? name.data.sentence : name.isError ? wordsOfFault(name.error) : null
  return (
    <Section title="Themes of lines without a name">
      <p className={styles.meta}>
        Whoever wrote these said, while writing, that their theme may go and nothing else of them. Choose those that say
        one thing, and say it in a sentence that repeats none of them.
      </p>
      {lines.map((line) => (
        <Checkbox
          key={line.id}
          label={line.words}
          checked={chosen.includes(line.id)}
          onChange={(on) => setChosen(on ? [...chosen, line.id] : chosen.filter((id) => id !== line.id))}
        />
      ))}
      <TextArea
        label="The theme, in one sentence"
        value={words}
        onChange={setWords}
        keepAs={keep}
        maxLength={280}
        rows={2}
        reach={{ person: 'second', sentence: audience }}
        plain
      />
      {refused && (
        <Notice kind="error" title="It was not sent">
          {refused}
        </Notice>
      )}
      {name.data?.ok && <Notice kind="saved" title="It went" />}
      <Buttons>
        <Button
          disabled={chosen.length === 0 || words.trim() === ''}
          pending={name.isPending}
          onClick={() => name.mutate({ attempt: attempt.id, room, lines: [...chosen], words })}
        >
          Let this theme go
        </Button>
      </Buttons>
    </Section>
  )
}
