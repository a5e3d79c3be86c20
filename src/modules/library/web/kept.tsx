import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useAttempt } from '#web/lib/attempt.ts'
import { api } from '#web/lib/client.ts'
import { dayWords } from '#web/lib/day.ts'
import { Checkbox } from '#web/ui/checkbox.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Section } from '#web/ui/page.tsx'
import { Quote } from '#web/ui/quote.tsx'
import type { Hands, KeptVersion } from '../contract/kept.ts'
import styles from './library.module.css'

const LABELS = [
  ['agree', 'agree'],
  ['live_with', 'can live with it'],
  ['not_yet', 'not yet'],
] as const
/** What may be told of a count, in words. */
const sayBand = ({ from, to, says }: { from: number; to: number; says: string | null }) =>
  says === 'very_few' ? 'very few' : says === 'nearly_all' ? 'nearly all' : from === to ? `${from}` : `${from} to ${to}`

function howMany({ told }: KeptVersion): string {
  if (told?.answers == null) return 'How many agreed is not told: fewer than five answered.'
  if (told.cells === null) return `${told.answers} answered; how many agreed would tell how somebody did.`
  const { answers, cells } = told
  const parts = LABELS.flatMap(([key, label]) => (cells[key] === undefined ? [] : [`${sayBand(cells[key])} ${label}`]))
  return `${answers} answered: ${parts.join(', ')}.`
}

/** How a room came to this version, and what stands against it: kept beside it, version by version. */
export function HowKept({ kept, address }: { kept: KeptVersion; address: string }) {
  const against = kept.beside.filter((one) => one.against)
  const other = kept.beside.filter((one) => !one.against)
  return (
    <Section title={kept.stands ? 'How the room accepted it' : 'A draft: how the room answered'}>
      <p className={styles.small}>
        {kept.method}, “{kept.step}”, at <LinkTo to={`/s/${address}/gatherings/${kept.gathering}`}>{kept.title}</LinkTo>
        , {dayWords(kept.on)}. {howMany(kept)}
      </p>
      {kept.against === 'some' && (
        <p>
          There is a view against this.{' '}
          {against.length === 0
            ? 'It is kept where it was said.'
            : 'What its authors let go stands here; what they did not is kept where it was said.'}
        </p>
      )}
      {kept.against === 'untold' && (
        <p className={styles.small}>Whether anybody said “not yet” is not told: nobody was named when it was asked.</p>
      )}
      <Said title="Against it" said={against} address={address} />
      <Said title="Said with the answers" said={other} address={address} />
    </Section>
  )
}

function Said({ title, said, address }: { title: string; said: KeptVersion['beside']; address: string }) {
  if (said.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.lines}>
        {said.map((one) => (
          <li key={one.evidence} className={styles.line}>
            <Quote by={<LinkTo to={`/s/${address}/evidence#${one.evidence}`}>{one.by}</LinkTo>}>{one.words}</Quote>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Who says that they made this version, and who of them signed it. A newer version begins without names. */
export function MadeBy({ of, open }: { of: Hands; open: boolean }) {
  const attempt = useAttempt()
  const queries = useQueryClient()
  const sign = useMutation(
    api.library.signVersion.mutationOptions({
      onSuccess: () => {
        attempt.renew()
        void queries.invalidateQueries()
      },
    }),
  )
  const { hands } = of
  const mine = hands.find((one) => one.mine)
  const may = open && (of.may || mine !== undefined)
  if (hands.length === 0 && !may) return null
  const signed = hands.filter((one) => one.signedOn !== null).length
  const hand = (named: boolean, signs: boolean) =>
    sign.mutate({ attempt: attempt.id, document: of.document, named, signed: signs })
  return (
    <Section title="Who made this version">
      {hands.length > 0 && (
        <>
          <p>
            Signed by {signed} of {hands.length}.
          </p>
          {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
          <ul role="list" className={styles.lines}>
            {hands.map((one, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two may have one name
              <li key={`${one.name} ${at}`}>
                {one.mine ? 'You' : one.name}
                <span className={styles.small}>
                  {one.signedOn === null ? ', not signed' : `, signed ${dayWords(one.signedOn)}`}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {may && (
        <div data-paper="no">
          <Checkbox
            label="I helped to make this version: show my name here"
            checked={mine !== undefined}
            onChange={(named) => hand(named, false)}
          />
          {mine !== undefined && (
            <Checkbox label="I sign it" checked={mine.signedOn !== null} onChange={(signs) => hand(true, signs)} />
          )}
        </div>
      )}
      {sign.isError && (
        <Notice kind="error" title="Nothing was changed">
          {sign.error.message}
        </Notice>
      )}
    </Section>
  )
}
