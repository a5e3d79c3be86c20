/** The three jobs a partnership stops without. A manager counts as its administrator where nobody is named as one. */
const JOBS = ['facilitator', 'administrator', 'treasurer'] as const

type Holder = { person: string; name: string; organisation: string | null; roles: string[] }

/** Where one person, or one organisation, holds all three: when they go, it all goes. Said as a fact about the space, of nobody's worth. */
export function restsOnOne(inside: Holder[]): { who: string; sort: 'person' | 'organisation'; roles: string[] }[] {
  if (inside.length < 2) return []
  const named = inside.some((one) => one.roles.includes('administrator'))
  const jobsOf = (holders: Holder[]) =>
    JOBS.filter((job) =>
      holders.some(
        (one) => one.roles.includes(job) || (job === 'administrator' && !named && one.roles.includes('manager')),
      ),
    )
  const others = (holders: Holder[]) => jobsOf(inside.filter((one) => !holders.includes(one)))
  const alone = (holders: Holder[]) => jobsOf(holders).length === JOBS.length && others(holders).length === 0
  const people = [...Map.groupBy(inside, (one) => one.person).values()].filter(alone)
  if (people.length > 0) return people.map((held) => ({ who: held[0]!.name, sort: 'person', roles: [...JOBS] }))
  return [
    ...Map.groupBy(
      inside.filter((one) => one.organisation !== null),
      (one) => one.organisation!,
    ),
  ]
    .filter(([, held]) => alone(held))
    .map(([who]) => ({ who, sort: 'organisation', roles: [...JOBS] }))
}
