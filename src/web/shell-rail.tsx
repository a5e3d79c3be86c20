import type { CSSProperties, ReactNode } from 'react'
import styles from './shell.module.css'
import type { Inner } from './shell.tsx'
import { Icon } from './ui/icon.tsx'
import { LinkTo } from './ui/link-to.tsx'
import { Menu } from './ui/menu.tsx'
import { chooseTheme, type Theme, useTheme } from './ui/theme.ts'
import { VisuallyHidden } from './ui/visually-hidden.tsx'

export const themes: readonly { theme: Theme; label: string }[] = [
  { theme: 'system', label: 'As this device' },
  { theme: 'light', label: 'Light' },
  { theme: 'dark', label: 'Dark' },
]

function Row({ to, current, children }: { to: string; current: boolean; children: ReactNode }) {
  return (
    <li>
      <LinkTo to={to} current={current} className={styles.row}>
        {children}
      </LinkTo>
    </li>
  )
}

/** The reader's own spaces as a tree. */
export function SpaceList({ spaces, places, isHere }: Pick<Inner, 'spaces' | 'places' | 'isHere'>) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it
    <ul role="list" className={styles.list}>
      {spaces.map((space) => {
        const to = places.space(space)
        return (
          <li key={space.id}>
            <LinkTo
              to={to}
              current={isHere(to)}
              className={`${styles.row} ${styles.space}`}
              data-reach={space.person ?? 'second'}
              style={{ '--depth': space.depth } as CSSProperties}
            >
              <span>
                {space.depth > 0 && <VisuallyHidden>{`level ${space.depth + 1}: `}</VisuallyHidden>}
                {space.name}
              </span>
              {space.unlisted && <span className={styles.unlisted}>unlisted</span>}
            </LinkTo>
          </li>
        )
      })}
    </ul>
  )
}

export function LibraryList({ library = [], isHere }: Pick<Inner, 'library' | 'isHere'>) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it
    <ul role="list" className={styles.list}>
      {library.map(({ label, to }) => (
        <Row key={to} to={to} current={isHere(to)}>
          {label}
        </Row>
      ))}
    </ul>
  )
}

/** Left, from 45 rem: where I can go. */
export function Rail(props: Inner & { onKeys: () => void }) {
  const { spaces, library = [], waiting = 0, places, isHere, only, onFind, me, onKeys } = props
  const theme = useTheme()
  const alone = only?.on
  return (
    <header className={styles.rail}>
      <LinkTo to={alone ? places.space(only.space) : places.today} className={styles.brand}>
        <Icon name="trefoil" size="1.625rem" />
        Trefoil
      </LinkTo>
      <nav aria-label="Main" className={styles.nav}>
        {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
        <ul role="list" className={styles.list}>
          {!alone && (
            <Row to={places.today} current={isHere(places.today)}>
              <span>Today</span>
              {waiting > 0 && (
                <span className={styles.count}>
                  {waiting}
                  <VisuallyHidden> waiting for you</VisuallyHidden>
                </span>
              )}
            </Row>
          )}
          <Row to={places.journal} current={isHere(places.journal)}>
            My journal
          </Row>
          <Row to={places.words} current={isHere(places.words)}>
            Where my words are
          </Row>
        </ul>
        {spaces.length > 0 && (
          <>
            <h2 className={styles.title}>{alone ? 'Space' : 'Spaces'}</h2>
            <SpaceList {...{ spaces, places, isHere }} />
          </>
        )}
        {library.length > 0 && (
          <>
            <h2 className={styles.title}>Library</h2>
            <LibraryList {...{ library, isHere }} />
          </>
        )}
      </nav>
      <div className={styles.foot}>
        {onFind && !alone && (
          <button type="button" className={styles.find} onClick={onFind}>
            <Icon name="search" /> <span>Find</span> <kbd>Ctrl K</kbd>
          </button>
        )}
        <Menu
          icon="person"
          label={me.name}
          name="Me"
          items={[
            [
              { id: 'profile', label: 'My profile', to: places.profile },
              { id: 'sessions', label: 'Where I am signed in', to: places.sessions },
              ...(only
                ? [
                    {
                      id: 'only',
                      label: 'Show only this space',
                      chosen: only.on,
                      onAct: () => only.onChange(!only.on),
                    },
                  ]
                : []),
              { id: 'keys', label: 'Keyboard shortcuts', onAct: onKeys },
            ],
            themes.map((choice) => ({
              id: choice.theme,
              label: choice.label,
              chosen: choice.theme === theme,
              onAct: () => chooseTheme(choice.theme),
            })),
            [{ id: 'out', label: 'Sign out', onAct: props.onSignOut }],
          ]}
        />
      </div>
    </header>
  )
}
