// Consent as the domain tells it, in sets: who is in, who reads how far back, whose words they are, and what was said to them.

export type Answer = 'goes' | 'stays' | null
export type Form = 'words' | 'unnamed' | 'theme'
export type Member = {
  id: string
  person: string
  first: number
  class: string
  gone: boolean
  organisation: string | null
  /** Whether others gave it to them to speak for their organisation. */
  voice: boolean
}
export type Space = {
  id: string
  name: string
  kind: string
  parent: string | null
  last: number
  majority: boolean
  members: Member[]
  /** Read, and not added to; deleted, with everything in it. */
  closed?: boolean
  buried?: boolean
}
export type Item = {
  id: string
  space: string
  chapter: number
  words: string | null
  speaker: string | null
  attribution: string
  crossing: string | null
}
export type Asked = { person: string; standing: 'speaker' | 'organisation' | 'group'; answer: Answer }
export type Crossing = {
  id: string
  /** Null where nobody knows who said it. */
  speaker: string | null
  proposer: string
  from: string
  chapter: number
  to: string
  words: string | null
  form: Form
  source: string
  asked: Asked[]
  /** Which classes and organisations were there when it was asked. */
  stood: string[]
  outcome: 'went' | 'stays' | null
  withdrawn: boolean
}
export type Proposal = {
  kind: 'entry' | 'evidence'
  source: string
  words: string
  form: Form
  to: string
  id: string
  /** Organisations that the asker names, and for whom they say that they speak. */
  named: string[]
  hat: 'myself' | 'organisation' | null
}
export type Verdict =
  | ('went' | 'stays' | 'open' | 'again' | 'carries' | 'speaks')
  | ('TF404' | 'TF003' | 'TF004' | 'TF005' | 'TF006' | 'TF007')

export class Model {
  spaces = new Map<string, Space>()
  items = new Map<string, Item>()
  entries = new Map<string, { owner: string; journal: string }>()
  crossings = new Map<string, Crossing>()
  organisations = new Map<string, { name: string; knownTo: string }>()

  clone(): Model {
    const copy = new Model()
    Object.assign(
      copy,
      structuredClone({
        ...{ spaces: this.spaces, items: this.items, entries: this.entries },
        ...{ crossings: this.crossings, organisations: this.organisations },
      }),
    )
    return copy
  }

  /** The earliest dated chapter a person reads in a space; undefined for whoever is not in it now. */
  private readsFrom(person: string, space: string): number | undefined {
    const mine = this.spaces.get(space)!.members.filter((one) => one.person === person && !one.gone)
    return mine.length === 0 ? undefined : Math.min(...mine.map((one) => one.first))
  }
  isIn = (person: string, space: string) => this.readsFrom(person, space) !== undefined
  reads(person: string, space: string, chapter: number): boolean {
    const from = this.readsFrom(person, space)
    return from !== undefined && (chapter === 0 || chapter >= from)
  }
  present(space: string): string[] {
    return [
      ...new Set(
        this.spaces
          .get(space)!
          .members.filter((one) => !one.gone)
          .map((one) => one.person),
      ),
    ]
  }
  knowsOf(person: string, space: string): boolean {
    if (this.isIn(person, space)) return true
    const target = this.spaces.get(space)!
    if (target.kind === 'person') return false
    if (target.parent !== null && this.isIn(person, target.parent)) return true
    for (const mine of this.spaces.values()) {
      if (!this.isIn(person, mine.id)) continue
      for (let up = mine.parent; up !== null; up = this.spaces.get(up)!.parent) if (up === space) return true
    }
    return false
  }
  /** A group closes its door behind each newcomer; elsewhere they read as far back as the first of their class who is there. */
  join(space: string, person: string, kind: string, id: string, organisation: string | null, voice = false): void {
    const into = this.spaces.get(space)!
    const alike = into.kind === 'group' ? [] : into.members.filter((one) => one.class === kind)
    const there = alike.filter((one) => !one.gone && one.person !== person).map((one) => one.first)
    if (there.length === 0) there.push(++into.last)
    const first = Math.max(Math.min(...there), ...alike.filter((one) => one.person === person).map((one) => one.first))
    into.members.push({ id, person, first, class: kind, gone: false, organisation, voice })
  }

  /** The organisations whose name stands in some words, of those that the asker knows of. */
  private namesIn(words: string, by: string): string[] {
    const plain = ` ${words.toLowerCase().replace(/[^a-z0-9]+/g, ' ')} `
    return [...this.organisations].flatMap(([id, { name, knownTo }]) => {
      const known =
        knownTo === by ||
        [...this.spaces.values()].some(
          (one) => this.isIn(by, one.id) && one.members.some((member) => member.organisation === id),
        )
      return known && plain.includes(` ${name} `) ? [id] : []
    })
  }
  /** Who speaks for one where the words were said; for a journal, where they would go, if its writer is there. */
  private voices(organisation: string, from: string, chapter: number, to: string): string[] {
    const journal = this.spaces.get(from)!.kind === 'person'
    if (journal && !this.spaces.get(from)!.members.some((one) => this.isIn(one.person, to))) return []
    const members = this.spaces.get(journal ? to : from)!.members
    const speak = members.filter((one) => one.organisation === organisation && one.voice && !one.gone)
    return speak.filter((one) => journal || one.first <= chapter).map((one) => one.person)
  }
  private audience(space: string): string[] {
    const there = this.spaces.get(space)!.members.filter((one) => !one.gone)
    return [...new Set(there.flatMap((one) => (one.organisation ? [one.class, one.organisation] : [one.class])))]
  }

  propose(by: string, { kind, source, words, form, to, id, named, hat }: Proposal): Verdict {
    if (!this.knowsOf(by, to)) return 'TF404'
    let from: string
    let chapter: number
    let speaker: string | null
    if (kind === 'entry') {
      const entry = this.entries.get(source)
      if (entry === undefined || entry.owner !== by) return 'TF404'
      ;[from, chapter, speaker] = [entry.journal, 1, by]
    } else {
      const item = this.items.get(source)
      if (item === undefined || !this.reads(by, item.space, item.chapter)) return 'TF404'
      if (item.words === null || (form !== 'theme' && !item.words.includes(words))) return 'TF003'
      if (form === 'words' && (item.attribution !== 'named' || item.speaker === null)) return 'TF004'
      // The words of these lives differ from one another, so that a theme repeats them where it is the same.
      if (form === 'theme' && words === item.words) return 'TF007'
      ;[from, chapter] = [item.space, item.chapter]
      speaker = item.crossing === null ? item.speaker : this.crossings.get(item.crossing)!.speaker
    }
    if (from === to) return 'TF005'
    const mine = speaker === by
    const carried = [...new Set([...named, ...this.namesIn(words, by)])]
    const through = (mine && hat === 'organisation') || (form === 'words' && !(mine && hat === 'myself'))
    const own = this.spaces.get(from)!.members.filter((one) => through && one.person === speaker && one.organisation)
    const speaks = own.map((one) => one.organisation!)
    if (mine && hat === 'organisation' && carried.length + speaks.length === 0) return 'TF006'
    const silent = (some: string[]) => some.some((one) => this.voices(one, from, chapter, to).length === 0)
    if (silent(carried)) return 'carries'
    if (silent(speaks)) return 'speaks'
    const asked: Asked[] = speaker === null ? [] : [{ person: speaker, standing: 'speaker', answer: null }]
    for (const one of new Set([...carried, ...speaks].flatMap((name) => this.voices(name, from, chapter, to))))
      asked.push({ person: one, standing: 'organisation', answer: null })
    if (this.spaces.get(from)!.kind !== 'person')
      for (const one of this.present(from))
        if (this.reads(one, from, chapter)) asked.push({ person: one, standing: 'group', answer: null })
    for (const one of asked) if (one.person === by) one.answer = 'goes'
    const made: Crossing = {
      ...{ id, speaker, proposer: by, from, chapter, to, words, form, source, asked },
      ...{ stood: this.audience(to), outcome: null, withdrawn: false },
    }
    this.crossings.set(id, made)
    return this.settle(made)
  }

  /** Returns true where it was settled already, so that nothing changes any more. */
  answer(by: string, which: string, said: 'goes' | 'stays'): Verdict | 'settled' {
    const crossing = this.crossings.get(which)
    const mine = crossing?.asked.filter((one) => one.person === by) ?? []
    if (crossing === undefined || !mine.some((one) => this.mayAnswer(crossing, one))) return 'TF404'
    if (crossing.outcome !== null) return 'settled'
    for (const one of mine) one.answer ??= said
    return this.settle(crossing)
  }

  /** A speaker for ever; whoever is asked for a group or an organisation, while they are there. */
  private mayAnswer({ from, chapter, to }: Crossing, { person, standing }: Asked): boolean {
    if (standing === 'speaker') return true
    if (standing === 'group') return this.reads(person, from, chapter)
    const members = this.spaces.get(this.spaces.get(from)!.kind === 'person' ? to : from)!.members
    return members.some((one) => one.person === person && one.voice && !one.gone)
  }

  private settle(crossing: Crossing): Verdict {
    // Where nobody knows who said it, each of those who may have must say yes.
    const unknown = crossing.speaker === null && crossing.form !== 'theme'
    const majority = this.spaces.get(crossing.from)!.majority && !unknown
    // Nobody waits for somebody who has gone by their own will and had not answered.
    const atFirst = crossing.asked.filter((one) => one.standing === 'group')
    const group = atFirst.filter((one) => one.answer !== null || this.mayAnswer(crossing, one))
    const speakers = crossing.asked.filter((one) => one.standing !== 'group')
    if (speakers.some((one) => one.answer === 'stays') || (!majority && group.some((one) => one.answer === 'stays'))) {
      crossing.outcome = 'stays'
      crossing.words = null
      return 'stays'
    }
    if (speakers.some((one) => one.answer !== 'goes')) return 'open'
    const yes = group.filter((one) => one.answer === 'goes').length
    if (atFirst.length > 0 && (group.length === 0 || (majority ? yes * 2 <= group.length : yes < group.length)))
      return 'open'
    const there = this.audience(crossing.to)
    if (crossing.asked.length > 0 && there.some((one) => !crossing.stood.includes(one))) {
      for (const one of crossing.asked) one.answer = null
      crossing.stood = there
      return 'again'
    }
    crossing.outcome = 'went'
    const attribution = crossing.form === 'words' ? 'named' : crossing.form
    const speaker = crossing.form === 'words' ? crossing.speaker : null
    const id = `landed ${crossing.id}`
    this.items.set(id, {
      id,
      space: crossing.to,
      chapter: this.spaces.get(crossing.to)!.last,
      words: crossing.words,
      speaker,
      attribution,
      crossing: crossing.id,
    })
    return 'went'
  }

  /** From every place they went to, and from wherever they went on to from there. */
  takeBack(by: string, which: string): boolean {
    const crossing = this.crossings.get(which)
    if (crossing === undefined) return false
    const may = crossing.speaker === null ? crossing.asked.some((one) => one.person === by) : crossing.speaker === by
    if (may) this.pullBack(crossing)
    return may
  }
  private pullBack(crossing: Crossing): void {
    if (crossing.withdrawn) return
    crossing.withdrawn = true
    const item = [...this.items.values()].find((one) => one.crossing === crossing.id)
    if (item !== undefined) {
      item.words = null
      item.speaker = null
      for (const onward of this.crossings.values())
        if (onward.source === item.id && onward.speaker === crossing.speaker) this.pullBack(onward)
    }
    crossing.outcome ??= 'stays'
    crossing.words = null
  }

  private saidGoes = (one: Crossing, who: string) => one.asked.some((a) => a.person === who && a.answer === 'goes')
  /** Everything one person may see, as lines that can be compared. */
  sees(person: string): { evidence: string[]; entries: string[]; crossings: string[]; found: number } {
    const items = [...this.items.values()].filter((one) => this.reads(person, one.space, one.chapter))
    const crossings = [...this.crossings.values()].filter(
      (one) =>
        one.speaker === person ||
        // What may be theirs and is elsewhere by their own yes: to be taken back also by whoever has left.
        (one.speaker === null && one.outcome === 'went' && one.words !== null && this.saidGoes(one, person)) ||
        (this.reads(person, one.from, one.chapter) &&
          (one.proposer === person || one.asked.some((asked) => asked.person === person))) ||
        (this.isIn(person, one.to) &&
          one.asked.some((asked) => asked.person === person && asked.standing === 'organisation')),
    )
    return {
      evidence: items
        .map((one) => `${one.space} ${one.crossing ?? '-'} ${one.speaker ?? '-'} ${one.words ?? '-'}`)
        .sort(),
      entries: [...this.entries].flatMap(([id, one]) => (one.owner === person ? [id] : [])).sort(),
      crossings: crossings.map((one) => `${one.id} ${one.words ?? '-'}`).sort(),
      found: items.filter((one) => one.words !== null).length,
    }
  }
}
