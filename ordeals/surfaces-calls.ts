// How to ask for what goes on round gatherings that may not be one's own.
import type { Ask } from './surfaces.ts'

const key = 'x'.repeat(43)
const DAY = '2026-01-01'

export const CALLS_READS: Record<string, Ask> = {
  'gatherings.invited': ({ id }) => [{ gathering: id }],
  'gatherings.affected': ({ id }) => [{ gathering: id }],
  'gatherings.after': ({ id }) => [{ gathering: id }],
  'gatherings.balance': ({ id }) => [{ space: id }],
  'gatherings.goingOn': ({ id }) => [{ space: id }],
  'gatherings.threads': ({ id }) => [{ room: id }],
  'gatherings.invitation': ({ word }) => [{ key: word.slice(0, 200).padEnd(20, 'x') }],
  'gatherings.myInvitations': () => [{}],
  'gatherings.calendar': () => [{}],
  'gatherings.coming': ({ id }) => [{ space: id }, {}],
}

export const CALLS_CHANGES: Record<string, Ask> = {
  'spaces.sayRules': ({ address }) => [
    {
      address,
      version: 0,
      roleClause: 'mine',
      challenge: '',
      attribution: null,
      cadenceDays: null,
      keptOut: [],
      agreedOn: null,
    },
  ],
  'gatherings.askIn': ({ id }) => [{ gathering: id, everybody: true }],
  'gatherings.askNoLonger': ({ id }) => [{ invitee: id }],
  'gatherings.callLink': ({ id }) => [{ invitee: id, key }],
  'gatherings.answerAsked': ({ id }) => [{ invitee: id, answer: 'yes', needs: 'mine' }],
  'gatherings.comeInAsked': ({ id }) => [{ invitee: id }],
  'gatherings.answerCall': ({ id }) => [{ gathering: id, answer: 'yes' }],
  'gatherings.answerInvitation': () => [{ key, answer: 'yes' }],
  'gatherings.comeInByInvitation': () => [{ key }],
  'gatherings.takePartByInvitation': () => [{ key }],
  'gatherings.stopCallLetters': () => [{ key }],
  'gatherings.takePart': ({ id }) => [{ gathering: id }],
  'gatherings.putInThread': ({ id }) => [{ id: crypto.randomUUID(), chapter: id, words: 'mine' }],
  'gatherings.bringIn': ({ id }) => [{ line: id, step: id }],
  'gatherings.takeOutOfThread': ({ id }) => [{ id }],
  'gatherings.startSeries': ({ id }) => [{ gathering: id, everyDays: 14 }],
  'gatherings.planNext': ({ id }) => [{ series: id }],
  'gatherings.endSeries': ({ id }) => [{ series: id, because: 'mine' }],
  'gatherings.noteContact': ({ id }) => [{ space: id, on: DAY, way: 'call' }],
  'gatherings.takeOutContact': ({ id }) => [{ id }],
  'gatherings.sayAfter': ({ id }) => [
    { gathering: id, version: 0, modeUsed: 'mirror', wasWith: false, rigour: 'light', limits: 'mine' },
  ],
  'gatherings.sayRan': ({ id }) => [{ gathering: id, methods: [], how: 'alone' }],
  'gatherings.noteLearning': ({ id }) => [{ gathering: id, learned: 'mine', differently: '' }],
  'gatherings.sayNotAsked': ({ id }) => [{ gathering: id, name: 'mine', why: 'mine' }],
  'gatherings.takeBackNotAsked': ({ id }) => [{ id }],
}

/** These carry no attempt: a key or an id of their own makes a repeat harmless. */
export const CALLS_BY_THEIR_IDS = [
  ...['putInThread', 'takeOutOfThread', 'answerInvitation', 'comeInByInvitation', 'takePartByInvitation'],
  'stopCallLetters',
].map((name) => `gatherings.${name}`)
