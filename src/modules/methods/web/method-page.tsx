import { useQuery } from '@tanstack/react-query'
import { api } from '#web/lib/client.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button, ButtonLink } from '#web/ui/button.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Margin, Note } from '#web/ui/margin.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { KEPT_OUT_WORDS, LEAVES_WORDS, MARK_WORDS, MAY_WORDS, WAY_WORDS } from '../contract/words.ts'
import { Coming } from './coming.tsx'
import { isMissing, type Method, sayMinutes, sayPeople, saySpan } from './data.ts'
import styles from './methods.module.css'
import { RunSheet } from './run-sheet.tsx'

/** One method: what it is for, how it goes, who sees and keeps what; on paper the card of whoever facilitates it. */
export default function MethodPage({ params }: PageProps) {
  const one = useQuery(api.methods.one.queryOptions({ input: { key: params.key! }, retry: 1 }))
  if (one.data === undefined)
    return (
      <Page title={one.isError && isMissing(one.error) ? 'There is no such method here' : 'A method'}>
        {one.isPending && <Coming cut={one.fetchStatus === 'paused'} what="Fetching the method" lines={8} />}
        {one.isError &&
          (isMissing(one.error) ? (
            <Notice kind="info" actions={<ButtonLink to="/methods">See all methods</ButtonLink>}>
              Perhaps its file was taken away, or it has another name by now.
            </Notice>
          ) : (
            <Notice
              kind="error"
              title="The method could not be fetched"
              actions={<Button onClick={() => void one.refetch()}>Try again</Button>}
            >
              Nothing is lost. Try again in a moment.
            </Notice>
          ))}
      </Page>
    )
  const { method, own, instead } = one.data
  return (
    <Page
      title={method.title}
      above={<LinkTo to="/methods">Methods</LinkTo>}
      actions={
        <span data-paper="no">
          <Button onClick={() => window.print()}>Print the card</Button>
        </span>
      }
      margin={<About method={method} own={own} instead={instead} />}
    >
      <p className={styles.purpose}>{method.purpose}</p>
      <div className={styles.two}>
        <Sentences title="Good for" list={method.good_for} />
        <Sentences title="Not for" list={method.not_for} />
      </div>
      {method.safe_space && <SafeSpace safe={method.safe_space} />}
      <Section title="To begin with" note="For some an idea is the way in, for others a case. The cases are invented.">
        <div className={styles.lead}>
          <h3>An idea</h3>
          <p>{method.lead_in.idea}</p>
          <h3>A case</h3>
          <p>{method.lead_in.case}</p>
        </div>
      </Section>
      {method.readings && (
        <Section title="Ways to read it" note="Choose one before it begins.">
          <dl className={styles.pairs}>
            {method.readings.map((reading) => (
              <div key={reading.key}>
                <dt>{reading.title}</dt>
                <dd>{reading.says}</dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
      <RunSheet method={method} />
      {method.harvest.length > 0 && (
        <Section title="What leaves the room">
          <dl className={styles.pairs}>
            {method.harvest.map((output) => (
              <div key={output.key}>
                <dt>{output.title}</dt>
                <dd>{LEAVES_WORDS[output.leaves]}</dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
    </Page>
  )
}

function Sentences({ title, list }: { title: string; list: string[] }) {
  return (
    <section>
      <h2 className={styles.small}>{title}</h2>
      <ul>
        {list.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </section>
  )
}

function SafeSpace({ safe }: { safe: NonNullable<Method['safe_space']> }) {
  const out = safe.not_in_room.map((one) => KEPT_OUT_WORDS[one])
  return (
    <Section title="Who is in the room">
      <p>
        {out.length > 0 && <>Not in the room: {new Intl.ListFormat('en-GB').format(out)}. </>}
        {safe.door === 'let_in' && 'A code leads to the door; each is let in by name. '}
        {safe.because}
      </p>
    </Section>
  )
}

function About({ method, own, instead }: { method: Method; own: boolean; instead: boolean }) {
  const { minutes, days, people, roles, materials, variants, again, series, credit, version } = method
  const ways = (Object.keys(WAY_WORDS) as (keyof typeof WAY_WORDS)[]).filter((way) => variants[way] !== undefined)
  return (
    <Margin name="About this method">
      <Note title="Time">
        <p>
          {sayMinutes(minutes.planned)}; from {minutes.least} to {minutes.most}.{' '}
          {days && `Over ${saySpan(days, 'day')}. `}
          {again && `Again after ${saySpan(again.days, 'day')}: ${again.says}.`}
        </p>
      </Note>
      <Note title="People">
        <p>
          {sayPeople(people)}
          {people.table && `, ${people.table.least} to ${people.table.most} at a table`}
        </p>
      </Note>
      {roles.length > 0 && (
        <Note title="Roles">
          {roles.map((role) => (
            <p key={role.key}>
              <strong>{role.title}</strong>: {role.does} <span className={styles.may}>{sayMay(role.may)}</span>
            </p>
          ))}
        </Note>
      )}
      {materials.length > 0 && (
        <Note title="You need">
          {materials.map((one) => (
            <p key={one}>{one}</p>
          ))}
        </Note>
      )}
      {variants.short && (
        <Note title={`In ${sayMinutes(variants.short.minutes)}`}>
          <p>{variants.short.says}</p>
          <p>
            {method.steps
              .filter((step) => (variants.short!.steps[step.key] ?? 0) > 0)
              .map((step) => `${step.title} ${variants.short!.steps[step.key]}`)
              .join(', ')}
            .
          </p>
        </Note>
      )}
      {ways.map((way) => (
        <Note key={way} title={WAY_WORDS[way]}>
          <p>{variants[way]}</p>
          {way === 'alone' && (
            <p data-paper="no">
              <LinkTo to={`/methods/${method.key}/alone`}>Do it alone now</LinkTo>
            </p>
          )}
        </Note>
      ))}
      {series && (
        <Note title="Belongs to">
          <p>
            <LinkTo to={`/methods?text=${encodeURIComponent(series.title)}`}>{series.title}</LinkTo>, number{' '}
            {series.place}
          </p>
        </Note>
      )}
      <Note title="Whose it is">
        <p>
          {credit.link ? (
            <a href={credit.link} rel="noreferrer noopener" target="_blank">
              {credit.originator}
            </a>
          ) : (
            credit.originator
          )}
        </p>
        <p>{credit.licence}.</p>
        <p>{MARK_WORDS[credit.mark]}</p>
        <p>
          Version {version}
          {own && (instead ? ', this place’s own, in the place of one of the same name' : ', this place’s own')}
        </p>
      </Note>
    </Margin>
  )
}

const sayMay = (may: readonly (keyof typeof MAY_WORDS)[]) =>
  `(${new Intl.ListFormat('en-GB').format(may.map((one) => MAY_WORDS[one]))})`
