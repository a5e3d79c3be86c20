import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import styles from './button.module.css'
import { useForm } from './form-state.ts'
import { Icon, type IconName } from './icon.tsx'
import { LinkTo } from './link-to.tsx'
import { VisuallyHidden } from './visually-hidden.tsx'

export type ButtonKind = 'primary' | 'outline' | 'quiet' | 'danger'
type Look = { kind?: ButtonKind; icon?: IconName; wide?: boolean; small?: boolean; children: ReactNode }

export type ButtonProps = Look &
  Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'style'> & {
    /** Work is under way: the button stays focused, says so, and does not act twice. */
    pending?: boolean
    ref?: Ref<HTMLButtonElement>
  }

const look = ({ kind = 'outline', wide, small }: Omit<Look, 'children'>) =>
  [styles.button, styles[kind], wide && styles.wide, small && styles.small].filter(Boolean).join(' ')

export function Button({ kind, icon, wide, small, pending, children, type = 'button', onClick, ...rest }: ButtonProps) {
  const form = useForm()
  const busy = pending ?? (type === 'submit' && form.pending)
  return (
    <button
      {...rest}
      type={type}
      className={look({ kind, wide, small })}
      aria-disabled={busy || rest['aria-disabled'] || undefined}
      data-pending={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
      {busy && <span className={styles.dots} aria-hidden="true" />}
      <VisuallyHidden>
        <span aria-live="polite">{busy ? ' Working on it' : ''}</span>
      </VisuallyHidden>
    </button>
  )
}

/** A link that looks like a button: for going somewhere to do the thing. */
export function ButtonLink({ kind, icon, wide, small, children, to }: Look & { to: string }) {
  return (
    <LinkTo to={to} className={look({ kind, wide, small })}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </LinkTo>
  )
}

/** Buttons in a row; under each other where there is no room. `even` gives them the same size (“Put it in” and “Pass”). */
export function Buttons({ even, children }: { even?: boolean; children: ReactNode }) {
  return <div className={even ? styles.even : styles.row}>{children}</div>
}
