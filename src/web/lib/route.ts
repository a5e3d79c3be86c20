import type { ComponentType } from 'react'

/** What a page is given: the parts of its address. */
export type PageProps = { params: Record<string, string> }
/** One page of a module. It is fetched when it is first opened. `bare`: without the shell and without signing in. */
export type PageRoute = { path: string; page: () => Promise<{ default: ComponentType<PageProps> }>; bare?: boolean }
