import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from 'react'
import styles from './find.module.css'
import { pagesNamed } from './find-pages.ts'
import { api } from './lib/client.ts'
import type { ShellSpace } from './shell.tsx'
import { Button } from './ui/button.tsx'
import { Dialog } from './ui/dialog.tsx'
import { Icon } from './ui/icon.tsx'
import { LinkTo } from './ui/link-to.tsx'
import { Notice } from './ui/notice.tsx'
import { useOnline } from './ui/online.ts'

/** How the kinds are called, in the order in which they are shown; `words`: what people said or wrote. */
const KINDS: Record<string, { heading: string; words?: boolean }> = {
  page: { heading: 'Pages' },
  space: { heading: 'Spaces' },
  person: { heading: 'People' },
  method: { heading: 'Methods' },
  gathering: { heading: 'Gatherings' },
  post: { heading: 'Posts that are told things' },
  entry: { heading: 'My journal', words: true },
  question: { heading: 'Questions', words: true },
  assumption: { heading: 'What we assume', words: true },
  insight: { heading: 'What we learned', words: true },
  finding: { heading: 'Findings', words: true },
  implication: { heading: 'What it means for us', words: true },
  decision: { heading: 'Decisions', words: true },
  action: { heading: 'Actions', words: true },
  outcome: { heading: 'What came of it', words: true },
  cycle: { heading: 'Learning cycles', words: true },
  experiment: { heading: 'Experiments', words: true },
  aim: { heading: 'Aims', words: true },
  turning_point: { heading: 'Turning points', words: true },
  context_event: { heading: 'What happened round us', words: true },
  strategy: { heading: 'The strategy it is part of', words: true },
  purpose: { heading: 'What it said it was for', words: true },
  document: { heading: 'Documents', words: true },
  evidence: { heading: 'Evidence', words: true },
}
const ORDER = Object.keys(KINDS)
const rank = (kind: string) => (ORDER.includes(kind) ? ORDER.indexOf(kind) : ORDER.length)
/** Whoever types fast asks once. */
const PAUSE_MS = 150

type Line = { key: string; to: string; title: string; about: string | null; parts: { text: string; hit: boolean }[] }
type Group = { kind: string; lines: Line[] }

/** Find anything the reader may read, by its words: a few of each kind, and never how many more there are. */
export default function Find({
  space,
  alone,
  onClose,
  onGo,
}: {
  /** The space that is open. */
  space: ShellSpace | null
  /** Only in that space. */
  alone: boolean
  onClose: () => void
  onGo: (to: string) => void
}) {
  const [typed, setTyped] = useState('')
  const wanted = usePaused(typed.trim())
  const online = useOnline()
  const here = useQuery({
    ...api.spaces.here.queryOptions({ input: { address: space?.address ?? '' } }),
    enabled: space !== null,
  })
  const asking = wanted.length > 1
  const found = useQuery({
    ...api.today.find.queryOptions({ input: { text: wanted.slice(0, 200), space: alone ? space?.id : undefined } }),
    enabled: asking,
    placeholderData: keepPreviousData,
  })
  const groups = asking ? grouped(wanted, space && { ...space, tabs: here.data?.tabs ?? [] }, alone, found.data) : []
  const settled = asking && found.isSuccess && !found.isPlaceholderData
  const onward = space !== null && asking && (here.data?.tabs.includes('evidence') ?? false)
  const lines = groups.flatMap((group) => group.lines.map((line) => ({ ...line, key: `${group.kind} ${line.key}` })))
  if (onward)
    lines.push({
      ...{ key: 'onward', to: `/s/${space.address}/evidence?find=${encodeURIComponent(wanted)}` },
      ...{ title: '', about: null, parts: [] },
    })
  const [at, setAt] = useState<string | null>(null)
  const place = lines.findIndex((line) => line.key === at)
  const list = useId()
  const option = (key: string) => `${list}-${lines.findIndex((line) => line.key === key)}`

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && lines.length > 0) {
      event.preventDefault()
      const next = lines.at((place + step + (place < 0 && step < 0 ? 1 : 0)) % lines.length)!
      setAt(next.key)
      document.getElementById(option(next.key))?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      const line = lines[Math.max(place, 0)]
      if (line) onGo(line.to)
    }
  }
  const row = (key: string, line: Pick<Line, 'to' | 'about'>, words: boolean, children: ReactNode) => (
    <LinkTo
      key={key}
      id={option(key)}
      role="option"
      aria-selected={at === key}
      tabIndex={-1}
      to={line.to}
      className={styles.row}
      onPointerMove={() => setAt(key)}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        onGo(line.to)
      }}
    >
      <span className={words ? styles.words : undefined}>{children}</span>
      {line.about && <small>{line.about}</small>}
    </LinkTo>
  )
  return (
    <Dialog open onClose={onClose} title={alone && space ? `Find in ${space.name}` : 'Find anything you may see'}>
      <div className={styles.asking}>
        <Icon name="search" />
        <input
          autoFocus
          type="text"
          role="combobox"
          aria-label="What are you looking for?"
          aria-expanded={lines.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={place < 0 ? undefined : option(lines[place]!.key)}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={200}
          placeholder="A name, or words that were said"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setAt(null)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div role="listbox" id={list} aria-label="Found" className={styles.found}>
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a listbox has groups, not fieldsets
          <div role="group" key={group.kind} aria-labelledby={`${list}-${group.kind}`}>
            <div role="presentation" id={`${list}-${group.kind}`} className={styles.kind}>
              {KINDS[group.kind]?.heading ?? 'More'}
            </div>
            {group.lines.map((line) =>
              row(`${group.kind} ${line.key}`, line, KINDS[group.kind]?.words ?? true, <Marked line={line} />),
            )}
          </div>
        ))}
        {onward &&
          row(
            'onward',
            lines.at(-1)!,
            false,
            <>
              Search all evidence of {space.name} for “{wanted}”
            </>,
          )}
      </div>
      <div role="status" className={styles.said}>
        {!asking && 'Two letters are enough. What you may not see is not looked at.'}
        {settled && groups.length === 0 && 'Nothing that you may see has these words.'}
        {asking && found.isPending && online && 'Looking …'}
        {asking && found.isPending && !online && 'You are offline: only pages are found by their names just now.'}
      </div>
      {asking && found.isError && (
        <Notice
          kind="error"
          title="The search did not go through"
          actions={<Button onClick={() => void found.refetch()}>Try again</Button>}
        >
          Pages are found by their names all the same.
        </Notice>
      )}
    </Dialog>
  )
}

function Marked({ line }: { line: Line }) {
  return (
    <>
      {line.title && <span className={styles.title}>{line.title}</span>}
      {line.parts.map((part, at) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text, in their order
        part.hit ? <mark key={at}>{part.text}</mark> : <span key={at}>{part.text}</span>,
      )}
    </>
  )
}

type Answer = {
  groups: {
    kind: string
    items: (Omit<Line, 'key' | 'title'> & { id: string; space: string | null; about: string })[]
  }[]
}

function grouped(
  wanted: string,
  space: Parameters<typeof pagesNamed>[1],
  alone: boolean,
  answer: Answer | undefined,
): Group[] {
  const pages = pagesNamed(wanted, space, alone).map(({ name, to, about }) => ({
    ...{ key: to, to, title: '', about: about || null },
    parts: [{ text: name, hit: false }],
  }))
  const found = (answer?.groups ?? []).map(({ kind, items }) => ({
    kind,
    lines: items.map((item) => ({
      ...{ key: item.id, to: item.to, parts: item.parts, title: item.about },
      // A space says its own name already, and where there is only one it goes without saying.
      about: alone || kind === 'space' ? null : item.space,
    })),
  }))
  return [{ kind: 'page', lines: pages }, ...found]
    .filter((group) => group.lines.length > 0)
    .toSorted((one, other) => rank(one.kind) - rank(other.kind))
}

/** The text once nobody has typed for a moment. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return paused
}
