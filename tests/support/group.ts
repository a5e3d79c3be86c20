/** A group with an early chapter that its second member does not read: what most attempts on confidentiality start from. */
import { bringIn, type Place, type Somebody, somebody, space } from '../../src/modules/library/server/testing.ts'
import { attempt, startTestPlace, type Visitor } from './place.ts'

const NO_CARD = { method: '', asked: '', n: null, dated: null, limits: '', disputedBy: '' }

export async function startGroup(said: string) {
  const place = await startTestPlace()
  const visit = (who: Somebody): Visitor => {
    const visitor = place.visitor()
    visitor.jar.set(...who.cookie)
    return visitor
  }
  const [ruth, ben] = [await somebody(place.house, 'Ruth Adams'), await somebody(place.house, 'Ben Hart')]
  const [ruthHere, benHere] = [visit(ruth), visit(ben)]
  const group: Place = await space(place.house, ruth)
  const early = group.chapter
  const addTo = (who: Visitor, at: { id: string; chapter: string }, words: string) =>
    who.api.library.addEvidence({
      ...{ attempt: attempt(), space: at.id, chapter: at.chapter, words, whose: { is: 'mine' }, card: NO_CARD },
    })
  const say = async (who: Visitor, words: string, chapter = group.chapter): Promise<string> => {
    const answer = await addTo(who, { id: group.id, chapter }, words)
    if (!answer.ok) throw new Error(answer.sentence)
    return answer.id
  }
  const paste = (who: Visitor, chapter: string, about: object) =>
    who.api.library.paste({
      ...{ attempt: attempt(), space: group.id, chapter, title: 'Notes', source: '', text: 'Nothing of it.' },
      ...about,
    })
  const rowsOf = (table: string) =>
    place.cluster.inside(place.databaseName, (admin) => admin.query(`select to_jsonb(t) as row from ${table} t`))
  await say(ruthHere, said, early)
  // Ben reads from here on, and nothing of what was said before.
  group.chapter = await bringIn(place.house, group, [ruth], ben)
  return { place, group, early, ruth, ben, ruthHere, benHere, visit, addTo, say, paste, rowsOf }
}
