import { useRouter } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, MouseEvent } from 'react'

export type LinkToProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & {
  /** A path with its query and hash, such as `/spaces/wearmouth-abcd?tab=now#top`; or a whole address. */
  to: string
  /** This link is the page that is open. */
  current?: boolean
}

/** An ordinary anchor that goes through the router: it opens in a new tab, can be copied, and works before the router is there. */
export function LinkTo({ to, current, onClick, onPointerEnter, onFocus, ...rest }: LinkToProps) {
  const router = useRouter({ warn: false }) as ReturnType<typeof useRouter> | null | undefined
  const inside = to.startsWith('/') && !to.startsWith('//') && !rest.target && rest.download === undefined

  const prepare = () => {
    if (inside && router) router.preloadRoute({ to: to.split(/[?#]/)[0] } as never).catch(() => undefined)
  }
  const go = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
    if (!inside || !router || !plain || event.defaultPrevented) return
    event.preventDefault()
    router.history.push(to)
  }
  return (
    <a
      {...rest}
      href={to}
      aria-current={current ? 'page' : rest['aria-current']}
      onClick={go}
      onPointerEnter={(event) => {
        prepare()
        onPointerEnter?.(event)
      }}
      onFocus={(event) => {
        prepare()
        onFocus?.(event)
      }}
    />
  )
}
