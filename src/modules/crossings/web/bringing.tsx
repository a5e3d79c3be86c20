import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { Button } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { forgetAllKept, useKept } from '#web/ui/keep.ts'
import { Notice } from '#web/ui/notice.tsx'
import type { Form as How } from '../contract.ts'
import type { BringToProps } from './bring-to.tsx'
import { Gone, type Sent } from './bringing-gone.tsx'
import { Recognised } from './bringing-recognised.tsx'
import { Where, type WhereTo } from './bringing-where.tsx'
import { Chosen, sentencesOf } from './bringing-words.tsx'
import styles from './crossings.module.css'

const STEPS = ['Which words', 'Where to', 'Before it goes'] as const

/** Refused for the words themselves: back to them, nothing is lost, and this stands at their field. */
const WRONG: Record<string, string> = {
  name: 'Leave the name out of these words.',
  speaker_name: 'Let these words go without a name.',
  not_these_words: 'Choose an exact part of what stands above.',
  not_a_theme: 'Say it in other words than those that were said.',
}

type Done =
  | { ok: true; state: Sent['state']; link?: string | null; mailed?: boolean }
  | { ok: false; reason: string; sentence: string }

/** Three short steps and one question. Nothing leaves before the last button. */
export default function Bringing({ source, words, from, towards, onClose }: BringToProps & { onClose: () => void }) {
  const attempt = useAttempt()
  const queries = useQueryClient()
  const [step, setStep] = useState(0)
  const kept = `bring ${source.id}`
  const one = useMemo(() => sentencesOf(words.trim()).length <= 1, [words])
  const [part, setPart] = useKept(`${kept} part`, one ? words.trim() : '')
  const [theme, setTheme] = useKept(`${kept} theme`, '')
  const [how, setHow] = useState<How>('unnamed')
  const [where, setWhere] = useState<WhereTo | null>(null)
  const [sent, setSent] = useState<Sent | null>(null)
  const targets = useQuery(api.crossings.targets.queryOptions({ input: { from: from ?? null } }))
  const [refused, setRefused] = useState<{ reason: string; sentence: string } | null>(null)
  const propose = useMutation(api.crossings.propose.mutationOptions())
  const sendLine = useMutation(api.insights.sendLine.mutationOptions())
  // Only a line of one's own journal goes straight to one person; what a space said is asked from there.
  const outside = source.kind === 'entry'
  const posts = useQuery({ ...api.insights.posts.queryOptions({ input: {} }), enabled: outside })
  const going = (how === 'theme' ? theme : part).trim()
  const named = useQuery(
    api.crossings.names.queryOptions({
      input: { words: going, kind: source.kind, source: source.id },
      enabled: (step > 0 || refused !== null) && going !== '',
    }),
  )
  const reword = (words: string) => {
    if (how === 'theme') setTheme(words)
    else setPart(words)
    setRefused(null)
    setStep(0)
  }

  const send = async (answers: string | null) => {
    if (where === null) return
    const { target, post, purpose, until, hat, organisation, audience } = where
    const same = {
      attempt: attempt.id,
      version: source.version,
      words: going,
      form: how,
      until,
      hat,
      organisations: organisation === null ? [] : [organisation],
    }
    try {
      const done: Done =
        target !== null
          ? await propose.mutateAsync({
              ...same,
              kind: source.kind,
              source: source.id,
              target: target.id,
              audience: target.reach.sentence,
              purpose,
              answers,
            })
          : await sendLine.mutateAsync({ ...same, ...post!, entry: source.id, audience, note: purpose })
      if (!done.ok) {
        attempt.renew()
        if (!(done.reason in WRONG)) return { problem: done.sentence }
        setRefused(done)
        setStep(0)
        return
      }
      forgetAllKept(kept)
      setSent({
        state: done.state,
        name: where.name,
        address: target?.member ? target.address : null,
        post: target === null ? { link: done.link ?? null, mailed: done.mailed === true } : null,
      })
      void queries.invalidateQueries()
    } catch (fault) {
      // A refusal is settled and a new try is a new attempt; after a lost answer the same attempt goes again.
      if ((fault as { status?: number }).status !== undefined) attempt.renew()
      throw fault
    }
  }

  return (
    <Dialog open onClose={onClose} title={sent ? 'Brought' : 'Bring it to…'} shape="sheet">
      {sent ? (
        <Gone sent={sent} onClose={onClose} />
      ) : (
        <>
          <p className={styles.meta}>
            Step {step + 1} of {STEPS.length}: {STEPS[step]}. Two minutes.
          </p>
          {step === 0 && (
            <>
              {refused !== null && (
                <Notice
                  kind="error"
                  title="It has not gone"
                  actions={
                    named.data &&
                    named.data.without !== going && (
                      <Button onClick={() => reword(named.data.without)}>Words without the name</Button>
                    )
                  }
                >
                  {refused.sentence}
                </Notice>
              )}
              <Chosen
                {...{ source, whole: words, part, theme, how, onPart: setPart, onTheme: setTheme, onHow: setHow }}
                wrong={refused === null ? undefined : WRONG[refused.reason]}
                onNext={() => {
                  setRefused(null)
                  setStep(1)
                }}
              />
            </>
          )}
          {step === 1 && (
            <Where
              targets={targets}
              posts={outside ? posts : undefined}
              named={named}
              towards={towards}
              kept={kept}
              how={how}
              chosen={where}
              onBack={() => setStep(0)}
              onWithout={reword}
              onNext={(chosen) => {
                setWhere(chosen)
                setStep(2)
              }}
            />
          )}
          {step === 2 && where && (
            <Recognised
              {...{ source, words: going, how, where }}
              onBack={() => setStep(1)}
              onChange={() => setStep(0)}
              onTheme={() => {
                setHow('theme')
                setStep(0)
              }}
              onSend={send}
            />
          )}
        </>
      )}
    </Dialog>
  )
}
