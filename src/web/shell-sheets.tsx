import { useEffect } from 'react'
import styles from './shell.module.css'
import type { Inner } from './shell.tsx'
import { LibraryList, SpaceList, themes } from './shell-rail.tsx'
import { Button } from './ui/button.tsx'
import { Checkbox } from './ui/checkbox.tsx'
import { Dialog } from './ui/dialog.tsx'
import { LinkTo } from './ui/link-to.tsx'
import { RadioGroup } from './ui/radio-group.tsx'
import { chooseSingleKeys, type Shortcut, useSingleKeys } from './ui/shortcut.ts'
import { chooseTheme, type Theme, useTheme } from './ui/theme.ts'

type Open = { open: boolean; onClose: () => void }

/** Closes when a link in it has led elsewhere. */
function useClosing({ open, onClose, here }: Open & { here: string }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the page that is open is the only reason
  useEffect(() => {
    if (open) onClose()
  }, [here])
}

export function SpacesSheet(props: Inner & Open) {
  const { open, onClose, library = [], only, spaces, onFind } = props
  useClosing(props)
  return (
    <Dialog open={open} onClose={onClose} title={only?.on ? 'This space' : 'Spaces'} shape="sheet">
      {onFind && (
        <div>
          <Button
            icon="search"
            onClick={() => {
              onClose()
              onFind()
            }}
          >
            Find
          </Button>
        </div>
      )}
      {spaces.length > 0 ? (
        <SpaceList {...props} />
      ) : (
        <p>The spaces you belong to will stand here. Someone who is in one can invite you.</p>
      )}
      {library.length > 0 && (
        <div>
          <h3 className={styles.title}>Library</h3>
          <LibraryList {...props} />
        </div>
      )}
    </Dialog>
  )
}

export function MeSheet(props: Inner & Open & { onKeys: () => void }) {
  const { open, onClose, me, places, isHere, only } = props
  const theme = useTheme()
  useClosing(props)
  const row = (label: string, to: string) => (
    <li>
      <LinkTo to={to} current={isHere(to)} className={styles.row}>
        {label}
      </LinkTo>
    </li>
  )
  return (
    <Dialog open={open} onClose={onClose} title={me.name} shape="sheet">
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the list without it */}
      <ul role="list" className={styles.list}>
        {row('My journal', places.journal)}
        {row('Where my words are', places.words)}
        {row('My profile', places.profile)}
        {row('Where I am signed in', places.sessions)}
      </ul>
      {only && <Checkbox label="Show only this space" checked={only.on} onChange={only.onChange} />}
      <RadioGroup<Theme>
        label="Light or dark"
        row
        value={theme}
        onChange={chooseTheme}
        choices={themes.map((choice) => ({ value: choice.theme, label: choice.label }))}
      />
      <div>
        <Button onClick={props.onSignOut}>Sign out</Button>
      </div>
    </Dialog>
  )
}

export function ShortcutsSheet({ shortcuts, open, onClose }: Open & { shortcuts: readonly Shortcut[] }) {
  const single = useSingleKeys()
  const mod = /Mac|iPhone|iPad/.test(navigator.userAgent) ? 'Cmd' : 'Ctrl'
  return (
    <Dialog open={open} onClose={onClose} title="Keyboard shortcuts">
      <dl className={styles.keys}>
        {shortcuts.map(({ key, what }) => (
          <div key={key}>
            <dt>
              <kbd>{key.startsWith('mod+') ? `${mod} + ${key.slice(4).toUpperCase()}` : key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <Checkbox
        label="Use single keys"
        hint="Off, only the ones with Ctrl or Cmd work. Kept on this device."
        checked={single}
        onChange={chooseSingleKeys}
      />
    </Dialog>
  )
}
