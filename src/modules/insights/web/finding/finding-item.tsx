import { dayWords } from '#web/lib/day.ts'
import { Button } from '#web/ui/button.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Quote } from '#web/ui/quote.tsx'
import { ended, More } from '../chain/acts.tsx'
import { FINDING_KIND_WORDS, type ListedFinding, SURE_WORDS } from '../data.ts'
import styles from '../insights.module.css'

export type FindingDo = {
  do: 'imply' | 'stop' | 'tie' | 'edit' | 'ask' | 'comment' | 'close'
  finding: ListedFinding
}

/** One finding: what it says, how it was come by, who had a hand in it, and what became of it. */
export function FindingItem(props: { item: ListedFinding; address: string; onDo?: (what: FindingDo) => void }) {
  const { item, address, onDo } = props
  const ends = item.became.length > 0 || item.no_action !== null
  const round = item.rounds.find((one) => one.closed_on === null)
  const act = (what: FindingDo['do']) => () => onDo?.({ do: what, finding: item })
  return (
    <li className={styles.item}>
      <p className={styles.sentence}>
        <LinkTo to={`/s/${address}/insights/${item.id}?kind=finding`}>{item.words}</LinkTo>
      </p>
      <p className={styles.meta}>{about(item)}</p>
      {item.document && (
        <p className={styles.meta}>
          From <LinkTo to={`/s/${address}/evidence/d/${item.document.id}`}>{item.document.title}</LinkTo>
          {item.excerpt && <>: “{item.excerpt.replaceAll(/\s+/g, ' ').trim()}”</>}
        </p>
      )}
      {!ends && (
        <p className={styles.plain}>
          {item.overdue
            ? `We wanted to make sense of it by ${dayWords(item.sense_by)}. It is still open.`
            : `To be made sense of by ${dayWords(item.sense_by)}.`}
        </p>
      )}
      {item.rounds.map((one) => (
        <Round key={one.id} round={one} />
      ))}
      {item.became.map((one) => (
        <p key={one.id} className={styles.plain}>
          {one.kind === 'insight' ? 'What we learned:' : 'What it means:'}{' '}
          <span className={styles.said}>
            <LinkTo to={`/s/${address}/insights/${one.id}${one.kind === 'insight' ? '' : `?kind=${one.kind}`}`}>
              {one.words ?? 'Hidden until its curators look again.'}
            </LinkTo>
          </span>
        </p>
      ))}
      {item.no_action !== null && (
        <p className={styles.plain}>
          <strong>No action, because</strong> <span className={styles.said}>{item.no_action}</span>
        </p>
      )}
      {onDo && (
        <div className={styles.acts}>
          {!ends && (
            <>
              <Act onAct={act('imply')}>What does it mean?</Act>
              <Act onAct={act('tie')}>An insight came of it</Act>
              <Act onAct={act('stop')}>No action, because…</Act>
            </>
          )}
          {round?.open && <Act onAct={act('comment')}>Comment</Act>}
          {round && (item.mine || !round.open) && <Act onAct={act('close')}>Say what changed</Act>}
          <More
            of="this finding"
            items={[
              ['Say it anew', act('edit')],
              !round && ['Ask members to comment', act('ask')],
              ends && item.no_action === null && ['Say what else it means', act('imply')],
            ]}
          />
        </div>
      )}
    </li>
  )
}

function Act({ onAct, children }: { onAct: () => void; children: string }) {
  return (
    <Button small kind="quiet" onClick={onAct}>
      {children}
    </Button>
  )
}

/** How it was come by and who had a hand in it: told with the finding wherever it stands. */
function about(item: ListedFinding): string {
  return [
    `${FINDING_KIND_WORDS[item.kind]}.`,
    item.method && ended(item.method),
    `${SURE_WORDS[item.confidence]} sure${item.asked === null ? '' : `, ${item.asked} people asked`}.`,
    item.commissioned_by && `Commissioned by ${ended(item.commissioned_by)}`,
    item.done_by && `Done by ${ended(item.done_by)}`,
    item.edited_by && `Edited by ${ended(item.edited_by)}`,
  ]
    .filter(Boolean)
    .join(' ')
}

function Round({ round }: { round: ListedFinding['rounds'][number] }) {
  return (
    <>
      <p className={styles.meta}>
        {round.closed_on === null
          ? `Members may comment until ${dayWords(round.comments_by)}. Nobody has a veto.`
          : `Members commented until ${dayWords(round.comments_by)}. What changed: ${ended(round.changed)}`}
      </p>
      {round.comments.map((one) => (
        <Quote key={one.id} by={`${one.by ? `${one.by}, ` : ''}${dayWords(one.on)}.`}>
          {one.words}
        </Quote>
      ))}
    </>
  )
}
