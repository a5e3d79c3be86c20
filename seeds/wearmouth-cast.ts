import type { CLASSES } from '#shared/schema.ts'

type Class = (typeof CLASSES)[number]
export type Player = { name: string; from: string; class: Class; roles?: string[] }

/** The organisations of the invented partnership, with their sizes and sectors. */
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
] as const

/** Gareth founds the partnership; these fifteen come in after him. */
export const WEARMOUTH: Player[] = [
  { name: 'Nadia Hussain', from: 'Wear Voluntary Network', class: 'delivery_partner', roles: ['learning_coordinator'] },
  { name: 'Raj Malhotra', from: 'Wearmouth Council', class: 'public_body', roles: ['chair'] },
  { name: 'Bev Tunstall', from: 'Wearmouth Council', class: 'public_body' },
  { name: 'Simon Achebe', from: 'South Wear NHS Trust', class: 'public_body' },
  { name: 'Kit Robson', from: 'South Wear NHS Trust', class: 'public_body' },
  { name: 'Marie Dodds', from: 'Harbour Families', class: 'grantee', roles: ['speaks_for_organisation'] },
  { name: 'Shanice Cole', from: 'Harbour Families', class: 'grantee' },
  { name: 'Arthur Lister', from: 'Elders Together', class: 'grantee' },
  { name: 'Judith Okafor', from: 'Bede College', class: 'delivery_partner' },
  { name: 'Paul Wren', from: 'Northgate Housing', class: 'delivery_partner' },
  { name: 'Yasmin Begum', from: 'Wear Carers', class: 'grantee', roles: ['speaks_for_organisation'] },
  { name: 'Colin Marsh', from: 'Wear Carers', class: 'grantee' },
  { name: 'Esther Boateng', from: 'Faith & Food Network', class: 'grantee' },
  { name: 'Maya Lindqvist', from: 'Kittiwake Learning CIC', class: 'learning_partner', roles: ['facilitator'] },
  { name: 'Denise Hall', from: '', class: 'community_member' },
]
export const CHARITIES = ['Shanice Cole', 'Arthur Lister', 'Yasmin Begum', 'Colin Marsh', 'Esther Boateng']
export const FRONT_DOOR = ['Kit Robson', 'Bev Tunstall', 'Colin Marsh', 'Paul Wren', 'Denise Hall', 'Maya Lindqvist']
export const EXECUTIVE = [
  'Gareth Pryce',
  'Simon Achebe',
  'Marie Dodds',
  'Judith Okafor',
  'Paul Wren',
  'Yasmin Begum',
  'Esther Boateng',
]
/** Outside the partnership: those who pay sit in the programme above it, and see nothing below by sitting there. */
export const PROGRAMME: Player[] = [
  { name: 'Tom Ashworth', from: 'Bridgewell Trust', class: 'funder' },
  { name: 'Gareth Pryce', from: 'Wear Voluntary Network', class: 'delivery_partner' },
  { name: 'Maya Lindqvist', from: 'Kittiwake Learning CIC', class: 'learning_partner' },
]
