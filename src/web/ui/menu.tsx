import { lazy, type ReactNode, Suspense, useRef, useState } from 'react'
import { Button, type ButtonKind } from './button.tsx'
import type { IconName } from './icon.tsx'

export type MenuItem = {
  id: string
  label: string
  /** A line under the label. */
  hint?: string
  /** Where it goes; or what it does. */
  to?: string
  onAct?: () => void
  kind?: 'plain' | 'danger'
  /** The chosen one of several. */
  chosen?: boolean
  disabled?: boolean
}
export type MenuProps = {
  /** On the button. */
  label: ReactNode
  kind?: ButtonKind
  icon?: IconName
  small?: boolean
  wide?: boolean
  /** A list with rules between its parts. */
  items: readonly MenuItem[] | readonly (readonly MenuItem[])[]
  /** What the list is, for those who listen; needed where `label` is not a string. */
  name?: string
}

const List = lazy(() => import('./menu-list.tsx'))

export function Menu({ label, kind = 'quiet', icon, small, wide, items, name }: MenuProps) {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const parts = (Array.isArray(items[0]) ? items : [items]) as readonly (readonly MenuItem[])[]
  return (
    <>
      <Button
        ref={button}
        {...{ kind, icon, small, wide }}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || open) return
          event.preventDefault()
          setOpen(true)
        }}
      >
        {label}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <List
            name={name ?? (typeof label === 'string' ? label : 'More')}
            parts={parts}
            button={button}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  )
}
