import type { Step } from '../steps.ts'
import {
  asMember,
  CHARITIES,
  comeTogether,
  EXECUTIVE,
  FRONT_DOOR,
  GARETH,
  ORGANISATIONS,
  RESIDENTS,
  WEARMOUTH,
} from './cast.ts'

export const PLACE = {
  place: 'Healthy Neighbourhoods Learning Programme',
  host: 'This demonstration is run by whoever started it, on their own machine.',
  name: 'Marcus Bell',
}
export const BEGINS = '2025-08-04 09:00'

const programme: Step[] = [
  {
    at: '2025-08-04 09:05',
    who: 'Marcus Bell',
    does: 'space',
    key: 'nation',
    with: {
      ...{ template: 'programme', name: 'Healthy Neighbourhoods Learning Programme', payer: 'Bridgewell Trust' },
      purpose: 'What do twenty places learn about health that one alone cannot?',
      priorities: ['Basic skills for health.', 'Isolation.', 'Beneficiary forums.', 'Digital access.'],
      ...{ class: 'delivery_partner', organisation: 'Marlow Fund' },
    },
  },
  {
    ...{ at: '2025-08-04 09:10', who: 'Marcus Bell', does: 'join', space: 'nation' },
    people: [
      { name: 'Priya Raman', from: 'Bridgewell Trust', class: 'funder' },
      { name: 'Tom Ashworth', from: 'Bridgewell Trust', class: 'funder' },
      { name: 'Dame Helen Aske', from: '', class: 'observer', roles: ['chair'] },
      { name: 'Anita Desai', from: 'North East Regional Office', class: 'public_body' },
      { name: 'Dr Owen Hale', from: 'University of Tynemouth', class: 'academic' },
    ],
  },
  {
    at: '2025-08-06 10:00',
    who: 'Anita Desai',
    does: 'space',
    key: 'region',
    with: {
      ...{ template: 'network', parent: '$nation', name: 'North East', payer: 'Bridgewell Trust' },
      purpose: 'Four partnerships who tell each other early what is not working.',
      ...{ class: 'public_body', organisation: 'North East Regional Office' },
    },
  },
  {
    ...{ at: '2025-08-06 10:10', who: 'Anita Desai', does: 'join', space: 'region' },
    people: [
      GARETH,
      { name: 'Isla Grieve', from: 'Coquet Valley Partnership', class: 'delivery_partner' },
      { name: 'Dev Rao', from: 'Teesmouth Together', class: 'delivery_partner' },
      { name: 'Hannah Pike', from: 'Derwent Dales Council', class: 'delivery_partner' },
    ],
  },
  ...(
    [
      ['Isla Grieve', 'coquet', 'Coquet Valley', 'Coquet Valley Partnership', 'Getting to the clinic without a car.'],
      ['Dev Rao', 'teesmouth', 'Teesmouth', 'Teesmouth Together', 'Basic skills for health, street by street.'],
      ['Hannah Pike', 'derwent', 'Derwent Dales', 'Derwent Dales Council', 'Finding each other, in eleven villages.'],
    ] as const
  ).map(
    ([who, key, name, organisation, purpose]): Step => ({
      ...{ at: '2025-08-08 11:00', who, does: 'space', key },
      with: {
        ...{ template: 'light_touch', parent: '$region', name, purpose, payer: 'Bridgewell Trust' },
        ...{ class: 'delivery_partner', organisation },
      },
    }),
  ),
]

const wearmouth: Step[] = [
  {
    at: '2025-08-08 09:30',
    who: 'Gareth Pryce',
    does: 'space',
    key: 'wearmouth',
    with: {
      ...{ template: 'place', parent: '$region', name: 'Wearmouth Healthy Neighbourhoods Partnership' },
      purpose:
        'We exist to make one front door for families leaving hospital, so that nobody goes silent in the first two days.',
      priorities: ['One front door for families leaving hospital.', 'Isolation in three estates.'],
      ...{ payer: 'Bridgewell Trust', class: 'delivery_partner', organisation: 'Wear Voluntary Network' },
      roles: ['manager', 'administrator'],
      partners: ORGANISATIONS.slice(0, 9).map((organisation) => ({ ...organisation })),
    },
  },
  ...[...Map.groupBy(WEARMOUTH, ({ since }) => since)].map(
    ([at, together]): Step => ({
      ...{ at, who: 'Gareth Pryce', does: 'join', space: 'wearmouth' },
      people: together.map(({ person }) => person),
    }),
  ),
]

const under = (name: string, template: string, purpose: string, as: string, organisation?: string) => ({
  ...{ template, parent: '$wearmouth', name, purpose, class: as, organisation },
})
const groups: Step[] = [
  {
    ...{ at: '2025-09-15 14:00', who: 'Raj Malhotra', does: 'space', key: 'executive' },
    with: {
      ...under('Executive', 'group', 'Takes the decisions, every six weeks.', 'public_body', 'Wearmouth Council'),
      roles: ['chair'],
    },
  },
  comeTogether('2025-09-15 14:10', 'Raj Malhotra', 'executive', [GARETH, ...EXECUTIVE.map(asMember)]),
  {
    ...{ at: '2025-10-06 18:00', who: 'Marie Dodds', does: 'space', key: 'charities' },
    with: {
      ...under(
        'Charities’ own group',
        'charities_group',
        'Where the charities say what they would not say in front of who pays.',
        ...(['grantee', 'Harbour Families'] as const),
      ),
      unlisted: true,
    },
  },
  comeTogether('2025-10-06 18:10', 'Marie Dodds', 'charities', CHARITIES.map(asMember)),
  {
    ...{ at: '2025-11-03 18:30', who: 'Denise Hall', does: 'space', key: 'residents' },
    with: under('Residents’ panel', 'group', 'What it is like from our side of the door.', 'community_member'),
  },
  comeTogether(
    '2025-11-03 18:40',
    'Denise Hall',
    'residents',
    RESIDENTS.map((name) => ({ name, from: '', class: 'community_member' })),
  ),
  {
    ...{ at: '2026-01-26 13:00', who: 'Shanice Cole', does: 'space', key: 'frontdoor' },
    with: under('Front door group', 'group', 'Trying one front door on two wards.', 'grantee', 'Harbour Families'),
  },
  comeTogether('2026-01-26 13:10', 'Shanice Cole', 'frontdoor', FRONT_DOOR.map(asMember)),
]

const beside: Step[] = [
  {
    ...{ at: '2025-08-18 09:00', who: 'Priya Raman', does: 'space', key: 'bridgewell' },
    with: {
      ...{
        template: 'organisation',
        name: 'Bridgewell learning team',
        class: 'funder',
        organisation: 'Bridgewell Trust',
      },
      purpose: 'What are five hundred projects telling us, and what do we do differently because of it?',
    },
  },
  comeTogether('2025-08-18 09:10', 'Priya Raman', 'bridgewell', [
    { name: 'Tom Ashworth', from: 'Bridgewell Trust', class: 'funder' },
  ]),
  ...['bridgewell', 'nation'].map(
    (space): Step => ({
      ...{ at: '2025-08-18 09:20', does: 'call', what: 'spaces.shareJob' },
      who: space === 'nation' ? 'Marcus Bell' : 'Priya Raman',
      with: { membership: `$member:${space}:Priya Raman`, with: `$member:${space}:Tom Ashworth` },
    }),
  ),
  {
    ...{ at: '2025-09-01 09:00', who: 'Maya Lindqvist', does: 'space', key: 'kittiwake' },
    with: {
      ...{ template: 'organisation', name: 'Kittiwake Learning', class: 'learning_partner' },
      ...{ purpose: 'Our own practice, across the people we work for.', organisation: 'Kittiwake Learning CIC' },
    },
  },
  {
    ...{ at: '2025-09-01 09:10', who: 'Maya Lindqvist', does: 'space', key: 'supervision' },
    with: {
      ...{ template: 'supervision', parent: '$kittiwake', name: 'Supervision', class: 'learning_partner' },
      ...{ purpose: 'What I could not say to a client.', unlisted: true },
    },
  },
  comeTogether('2025-09-01 09:20', 'Maya Lindqvist', 'supervision', [
    { name: 'Ruth Adeyemi', from: '', class: 'learning_partner' },
  ]),
]

export const SPACES: Step[] = [...programme, ...wearmouth, ...groups, ...beside]
