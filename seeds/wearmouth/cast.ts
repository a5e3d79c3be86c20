import type { Class, Moment, Person, Step } from '../steps.ts'

/** The organisations of the invented partnership and of those round it, with their sizes and sectors. */
export const ORGANISATIONS = [
  { name: 'Wear Voluntary Network', sector: 'charity', sizeBand: '10-49' },
  { name: 'Wearmouth Council', sector: 'public', sizeBand: '250+' },
  { name: 'South Wear NHS Trust', sector: 'health', sizeBand: '250+' },
  { name: 'Harbour Families', sector: 'charity', sizeBand: '1-9' },
  { name: 'Elders Together', sector: 'charity', sizeBand: '1-9' },
  { name: 'Bede College', sector: 'education', sizeBand: '50-249' },
  { name: 'Northgate Housing', sector: 'housing', sizeBand: '50-249' },
  { name: 'Wear Carers', sector: 'charity', sizeBand: '10-49' },
  { name: 'Faith & Food Network', sector: 'faith', sizeBand: '1-9' },
  { name: 'Kittiwake Learning CIC', sector: 'business', sizeBand: '1-9' },
  { name: 'Bridgewell Trust', sector: 'funder', sizeBand: '50-249' },
  { name: 'Marlow Fund', sector: 'funder', sizeBand: '10-49' },
  { name: 'North East Regional Office', sector: 'public', sizeBand: '50-249' },
  { name: 'University of Tynemouth', sector: 'education', sizeBand: '250+' },
  { name: 'Coquet Valley Partnership', sector: 'charity', sizeBand: '1-9' },
  { name: 'Teesmouth Together', sector: 'charity', sizeBand: '10-49' },
  { name: 'Derwent Dales Council', sector: 'public', sizeBand: '250+' },
] as const

type In = { since: Moment; person: Person }
const coming = (since: Moment, name: string, from: string, as: Class, reason: string, roles?: string[]): In => ({
  ...{ since, person: { name, from, class: as, reason, ...(roles && { roles }) } },
})

/** Gareth founds Wearmouth; these come in after him. Fiona left in March and is not among the sixteen who see it now. */
export const WEARMOUTH: In[] = [
  coming(
    '2025-08-11 09:30',
    'Nadia Hussain',
    'Wear Voluntary Network',
    'delivery_partner',
    'Coordinates our learning',
    ['learning_coordinator'],
  ),
  coming(
    '2025-08-11 09:30',
    'Fiona Marr',
    'Wear Voluntary Network',
    'delivery_partner',
    'Facilitates for the first year',
    ['facilitator'],
  ),
  coming('2025-08-11 09:30', 'Raj Malhotra', 'Wearmouth Council', 'public_body', 'Chairs the partnership', ['chair']),
  coming(
    '2025-08-11 09:30',
    'Marie Dodds',
    'Harbour Families',
    'grantee',
    'Speaks for the small charities who asked for this',
    ['speaks_for_organisation'],
  ),
  coming(
    '2025-08-11 09:30',
    'Maya Lindqvist',
    'Kittiwake Learning CIC',
    'learning_partner',
    'Learning partner, 36 days a year',
  ),
  coming('2025-08-11 09:30', 'Denise Hall', '', 'community_member', 'Chairs the residents’ panel'),
  coming('2025-09-08 10:00', 'Simon Achebe', 'South Wear NHS Trust', 'public_body', 'For the two wards'),
  coming('2025-09-08 10:00', 'Judith Okafor', 'Bede College', 'delivery_partner', 'Hosts our gatherings'),
  coming('2025-09-08 10:00', 'Paul Wren', 'Northgate Housing', 'delivery_partner', 'For the three estates'),
  coming('2025-09-08 10:00', 'Yasmin Begum', 'Wear Carers', 'grantee', 'Speaks for carers', [
    'speaks_for_organisation',
  ]),
  coming(
    '2025-09-08 10:00',
    'Esther Boateng',
    'Faith & Food Network',
    'grantee',
    'For the food banks and the faith groups',
  ),
  coming('2025-09-22 10:00', 'Shanice Cole', 'Harbour Families', 'grantee', 'Works with the families every day'),
  coming('2025-09-22 10:00', 'Arthur Lister', 'Elders Together', 'grantee', 'For older people in the estates'),
  coming('2026-01-12 10:00', 'Bev Tunstall', 'Wearmouth Council', 'public_body', 'Runs the family hubs'),
  coming('2026-01-12 10:00', 'Kit Robson', 'South Wear NHS Trust', 'public_body', 'Manages one of the two wards'),
  coming('2026-01-12 10:00', 'Colin Marsh', 'Wear Carers', 'grantee', 'Outreach, three evenings a week'),
]

const by = (name: string): Person => WEARMOUTH.find((one) => one.person.name === name)!.person
/** Somebody of Wearmouth in one of its groups, with no more to do there than the others. */
export const asMember = (name: string): Person => ({ ...by(name), roles: [], reason: '' })
export const GARETH: Person = { name: 'Gareth Pryce', from: 'Wear Voluntary Network', class: 'delivery_partner' }

export const EXECUTIVE = ['Simon Achebe', 'Marie Dodds', 'Judith Okafor', 'Paul Wren', 'Yasmin Begum', 'Esther Boateng']
export const CHARITIES = ['Shanice Cole', 'Arthur Lister', 'Yasmin Begum', 'Colin Marsh', 'Esther Boateng']
export const FRONT_DOOR = ['Kit Robson', 'Bev Tunstall', 'Colin Marsh', 'Paul Wren', 'Denise Hall', 'Maya Lindqvist']
export const RESIDENTS = [
  ...['Joyce Tate', 'Ahmed Karim', 'Pat Lonsdale', 'Lin Zhao', 'Terry Moss', 'Grace Adeleke', 'Stuart Bell'],
]

/** Everybody of one group comes in on one day, and everybody in it says yes. */
export const comeTogether = (at: Moment, host: string, space: string, people: Person[]): Step => ({
  ...{ at, who: host, does: 'join', space, people, everybody: true },
})
