import type { ReactNode } from 'react'
import styles from './icon.module.css'

const drawn = {
  person: (
    <>
      <circle cx="12" cy="7.5" r="4" fill="currentColor" stroke="none" />
      <path d="M4 20c0-4.2 3.4-6.5 8-6.5s8 2.3 8 6.5z" fill="currentColor" stroke="none" />
    </>
  ),
  people: (
    <>
      <circle cx="8.5" cy="8.5" r="4" fill="currentColor" stroke="none" />
      <path d="M1 20c0-4 3.2-6 7.5-6s7.5 2 7.5 6z" fill="currentColor" stroke="none" />
      <circle cx="18" cy="9" r="3" fill="currentColor" stroke="none" />
      <path d="M17.5 14.200c3.5-.2 5.5 1.6 5.5 4.800h-4.5" fill="currentColor" stroke="none" />
    </>
  ),
  commons: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M3 12h18M12 3c3 2.6 4 5.6 4 9s-1 6.4-4 9c-3-2.6-4-5.6-4-9s1-6.4 4-9z" />
    </>
  ),
  pen: <path d="M4 20l1-4.500L16.5 4 20 7.5 8.5 19zM14 6.500l3.5 3.5" />,
  photo: (
    <>
      <path d="M4 8h3.500l1.500-2.500h6L16.500 8H20v11H4z" />
      <circle cx="12" cy="13" r="3.2" />
    </>
  ),
  search: <path d="M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.3 15.300L20.5 20.5" />,
  trefoil: (
    <>
      <circle cx="12" cy="6.9" r="4.5" />
      <circle cx="6.7" cy="14.5" r="4.5" />
      <circle cx="17.3" cy="14.5" r="4.5" />
      <path d="M12 12.400c0 4.2.6 7 2.6 9.6" />
    </>
  ),
  plus: <path d="M12 5v14M5 12h14" />,
  check: <path d="M4.5 12.500l5 5L19.5 7" />,
  arrow: <path d="M5 12h14M13 6l6 6-6 6" />,
  down: <path d="M6 9.500l6 6 6-6" />,
  link: (
    <path d="M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.700l-1.2 1.200M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.700l1.2-1.2" />
  ),
  camera: (
    <>
      <path d="M3 8.500h4l1.5-2.500h7L17 8.500h4V19H3z" />
      <circle cx="12" cy="13.5" r="3.3" />
    </>
  ),
  offline: (
    <path d="M3 3l18 18M5 12.500a10 10 0 0 1 4-2.400M19 12.500a10 10 0 0 0-5-2.700M8.3 16a5.5 5.5 0 0 1 6.4-.6M2 9a15 15 0 0 1 4-2.600M22 9a15 15 0 0 0-11-4M12 19.500v.01" />
  ),
  today: (
    <>
      <path d="M4 6h16v14H4zM4 10.500h16M8.5 3.500V8M15.5 3.500V8" />
    </>
  ),
  spaces: (
    <>
      <path d="M6 3.500v14.500h5M6 10h5" />
      <path d="M14 7.500h6.500v5H14zM14 15.500h6.500v5H14z" />
    </>
  ),
  move: <path d="M12 4v16M8.5 7.500L12 4l3.5 3.500M8.5 16.500L12 20l3.500-3.500" />,
  cross: <path d="M6 6l12 12M18 6L6 18" />,
  alert: <path d="M12 3.500L22 20.500H2zM12 10v5M12 17.700v.01" />,
  info: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 11v5.500M12 7.700v.01" />
    </>
  ),
  time: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 7v5.200l3.5 2" />
    </>
  ),
} satisfies Record<string, ReactNode>

export type IconName = keyof typeof drawn

/** Drawn in the colour of the text. Without a label it is decoration, and words stand beside it. */
export function Icon({ name, label, size = '1.15em' }: { name: IconName; label?: string; size?: string }) {
  return (
    <svg
      className={styles.icon}
      viewBox="0 0 24 24"
      width={size}
      height={size}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      focusable="false"
    >
      {drawn[name]}
    </svg>
  )
}
