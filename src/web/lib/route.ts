import type { ComponentType } from 'react'

/** What a page is given: the parts of its address. */
export type PageProps = { params: Record<string, string> }
export type PageRoute = {
  path: string
  /** It is fetched when it is first opened. */
  page: () => Promise<{ default: ComponentType<PageProps> }>
  /** Without the shell and without signing in. */
  bare?: boolean
  /** A part of its address that may change while the page stays, as from version to version of one document. */
  goesOn?: string
}
