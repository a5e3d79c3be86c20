import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import styles from './shell.module.css'
import { Rail } from './shell-rail.tsx'
import { MeSheet, ShortcutsSheet, SpacesSheet } from './shell-sheets.tsx'
import { WorkLines } from './shell-work.tsx'
import { useFocusStays } from './ui/focus-stays.ts'
import { Icon, type IconName } from './ui/icon.tsx'
import { LinkTo } from './ui/link-to.tsx'
import { useOnline } from './ui/online.ts'
import { type Shortcut, useShortcuts } from './ui/shortcut.ts'

/** One of the reader's own spaces, in the order of the tree; unlisted ones too, for their members. */
export type ShellSpace = {
  id: string
  name: string
  address: string
  depth: number
  unlisted?: boolean
  /** Its reach: second person unless said. Colours its row while it is open. */
  person?: 'first' | 'second' | 'third'
}

export const usualPlaces = {
  today: '/',
  journal: '/journal',
  write: '/journal/write',
  words: '/words',
  profile: '/me',
  sessions: '/me/sessions',
  space: (space: ShellSpace) => `/s/${space.address}`,
}
export type Places = typeof usualPlaces

export type ShellProps = {
  children: ReactNode
  /** The path that is open. */
  here: string
  me: { name: string }
  spaces: readonly ShellSpace[]
  /** Methods and Frameworks, where their pages exist. */
  library?: readonly { label: string; to: string }[]
  /** How many things wait for me. */
  waiting?: number
  places?: Partial<Places>
  onGo: (to: string) => void
  onSignOut: () => void
  /** Ctrl or Cmd + K. */
  onFind?: () => void
  /** Show only this space: names of others, Today and counts leave the page. The space is the one that is open. */
  only?: { on: boolean; space: ShellSpace; onChange: (on: boolean) => void }
  /** The room screen and the console stand alone: no rail, no bar. */
  bare?: boolean
}

export type Inner = Omit<ShellProps, 'children' | 'places'> & { places: Places; isHere: (to: string) => boolean }

export function Shell({ children, places: given, ...props }: ShellProps) {
  const { here, spaces, only, onGo, onFind, bare } = props
  const places = { ...usualPlaces, ...given }
  const online = useOnline()
  const main = useRef<HTMLElement>(null)
  const [sheet, setSheet] = useState<'spaces' | 'me' | 'keys' | null>(null)
  const alone = only?.on ? only.space : null
  const isHere = (to: string) => here === to || (to !== '/' && here.startsWith(`${to}/`))
  const inner: Inner = { ...props, places, isHere, spaces: alone ? [{ ...alone, depth: 0 }] : spaces }

  const shortcuts: Shortcut[] = [
    { key: '?', what: 'Show this list', onAct: () => setSheet('keys') },
    ...(onFind ? [{ key: 'mod+k', what: 'Find anything you may see', onAct: onFind }] : []),
    { key: 'w', what: 'Write in my journal', onAct: () => onGo(places.write) },
    ...(alone ? [] : [{ key: 't', what: 'Today', onAct: () => onGo(places.today) }]),
    { key: 'j', what: 'My journal', onAct: () => onGo(places.journal) },
    ...(only ? [{ key: 'o', what: 'Show only this space, on and off', onAct: () => only.onChange(!only.on) }] : []),
  ]
  useShortcuts(shortcuts)
  useArrival(main, here)
  useFocusStays(main)

  const close = () => setSheet(null)
  const tab = (label: string, icon: IconName, to: string) => (
    <LinkTo to={to} current={isHere(to)} className={styles.tab}>
      <Icon name={icon} size="1.5rem" />
      {label}
    </LinkTo>
  )
  return (
    <div className={bare ? styles.bare : styles.shell}>
      <a href="#main" className={styles.skip}>
        Go to the text of this page
      </a>
      {!bare && <Rail {...inner} onKeys={() => setSheet('keys')} />}
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        <div role="status" className={online ? undefined : styles.offline} data-paper="no">
          {!online && (
            <>
              <Icon name="offline" />
              <span>
                You are offline. Your journal keeps notes on this device and sends them when you are connected again; on
                any other page, leave it open until then.
              </span>
            </>
          )}
        </div>
        {alone && (
          <p className={styles.alone} data-paper="no">
            Showing only this space.
            <button type="button" onClick={() => only?.onChange(false)}>
              Show everything again
            </button>
          </p>
        )}
        {children}
        {!bare && <WorkLines spaces={inner.spaces} here={here} />}
      </main>
      {!bare && (
        <nav className={styles.bar} aria-label="Main, at the foot">
          {!alone && tab('Today', 'today', places.today)}
          {tab('Write', 'pen', places.write)}
          <button type="button" className={styles.tab} aria-haspopup="dialog" onClick={() => setSheet('spaces')}>
            <Icon name="spaces" size="1.5rem" />
            Spaces
          </button>
          <button type="button" className={styles.tab} aria-haspopup="dialog" onClick={() => setSheet('me')}>
            <Icon name="person" size="1.5rem" />
            Me
          </button>
        </nav>
      )}
      <SpacesSheet {...inner} open={sheet === 'spaces'} onClose={close} />
      <MeSheet {...inner} open={sheet === 'me'} onClose={close} onKeys={() => setSheet('keys')} />
      <ShortcutsSheet shortcuts={shortcuts} open={sheet === 'keys'} onClose={close} />
    </div>
  )
}

/** On another page, whoever listens or uses keys begins at its text; the top of it is in view. */
function useArrival(main: RefObject<HTMLElement | null>, here: string) {
  const before = useRef(here)
  useEffect(() => {
    if (before.current === here) return
    before.current = here
    // After the old page has left: a link that was pressed in it is gone by then, a tab that stays keeps the focus.
    const soon = setTimeout(() => {
      const active = document.activeElement
      if (active === document.body || !main.current?.contains(active)) main.current?.focus({ preventScroll: true })
    }, 80)
    return () => clearTimeout(soon)
  }, [here, main])
}
