import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { Form } from '#web/ui/form.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { TextArea } from '#web/ui/text-area.tsx'
import { bySeat, dayOf, wordsOf } from '../data.ts'
import styles from '../insights.module.css'

/** “We decided …”, on the page of a link: it stands where it was asked, and nobody needs an account for it. */
export function Decided({ token, device }: { token: string; device: string }) {
  const attempt = useAttempt()
  const [said, setSaid] = useState(false)
  const decide = useMutation(api.insights.seatDecide.mutationOptions())
  return (
    <details className={styles.more} data-paper="no">
      <summary>Was something decided because of this?</summary>
      <div className={styles.stack}>
        {said && (
          <Notice kind="saved" title="It is with them">
            It stands beside what was sent to you, as decided by your post.
          </Notice>
        )}
        <Form
          name="What was decided"
          clear
          onSend={async (data) => {
            const wrong = await bySeat(() =>
              decide.mutateAsync({
                ...{ attempt: attempt.id, token, device },
                ...{ words: wordsOf(data, 'words'), decided_on: dayOf(data, 'decided_on') },
              }),
            )
            if (wrong) return wrong
            attempt.renew()
            setSaid(true)
          }}
        >
          <TextArea
            label="We decided"
            name="words"
            required
            maxLength={1000}
            rows={2}
            keepAs={`seat ${token.slice(0, 12)} decided`}
            reach={{ person: 'second', sentence: 'Those who sent this, where it was written' }}
          />
          <DateField label="On which day" name="decided_on" optional />
          <Button type="submit">Tell them</Button>
        </Form>
      </div>
    </details>
  )
}
