import type { ShellSpace } from './shell.tsx'

/** A page by the names people look for it under; the first is how it is called. */
type Named = { names: string[]; to: string }

const PAGES: Named[] = [
  { names: ['Today', 'Waiting for you', 'Home'], to: '/today' },
  { names: ['My journal', 'Write', 'Notes'], to: '/journal' },
  { names: ['Where my words are', 'Consent', 'Crossings', 'Take back'], to: '/words' },
  { names: ['Methods', 'Facilitate', 'Activities', 'Run sheets'], to: '/methods' },
  { names: ['Me', 'Profile', 'Settings', 'Password', 'Passkey', 'Sign in', 'Delete'], to: '/me' },
  {
    names: ['What I am told by mail', 'Settings', 'Letters', 'Email', 'Notifications', 'Quiet hours'],
    to: '/me/letters',
  },
  { names: ['Printed codes', 'Lost my way in'], to: '/me/codes' },
  { names: ['For programs', 'API', 'Tokens'], to: '/for-programs' },
  { names: ['Make a space', 'New space'], to: '/new-space' },
  { names: ['Where confidence ends', 'Limits', 'Harm', 'Safeguarding'], to: '/limits' },
]
/** Pages of a space; those of a tab that does not show there are left out. */
const INSIDE: (Named & { tab?: string })[] = [
  { names: ['Now', 'Purpose'], to: '' },
  { names: ['People', 'Invite', 'Members', 'Posts'], to: '/people' },
  { names: ['Gatherings', 'Meetings', 'Workshops', 'Call a gathering'], to: '/gatherings', tab: 'gatherings' },
  { names: ['Evidence', 'Documents', 'Library', 'Import'], to: '/evidence', tab: 'evidence' },
  { names: ['Insights', 'What we learned'], to: '/insights', tab: 'insights' },
  { names: ['Memory', 'Timeline', 'What happened'], to: '/memory', tab: 'memory' },
  { names: ['Who takes part', 'Partners', 'Organisations'], to: '/partners' },
  { names: ['How this space ends', 'Closing'], to: '/closing' },
]

const plain = (words: string) =>
  words
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
const fits = (names: string[], wanted: string[]) =>
  wanted.length > 0 && names.some((name) => wanted.every((one) => plain(name).some((word) => word.startsWith(one))))

/** Pages with such a name: those of the place, and those of the space that is open. */
export function pagesNamed(typed: string, space: (ShellSpace & { tabs: readonly string[] }) | null, alone: boolean) {
  const wanted = plain(typed).filter(Boolean)
  const places = alone ? [] : PAGES.map((page) => ({ ...page, about: '' }))
  const inside =
    space === null
      ? []
      : INSIDE.filter((page) => page.tab === undefined || space.tabs.includes(page.tab)).map((page) => ({
          ...page,
          about: space.name,
          to: `/s/${space.address}${page.to}`,
        }))
  return [...inside, ...places]
    .filter((page) => fits(page.names, wanted))
    .slice(0, 5)
    .map(({ names, to, about }) => ({ name: names[0]!, to, about }))
}
