import type { Player } from './player.ts'
import { attempt, done } from './player.ts'
import type { Step } from './steps.ts'
import type { Visitor } from './visitor.ts'

type Gather = Extract<Step, { does: 'gather' }>
type Now = Exclude<Awaited<ReturnType<Visitor['api']['gatherings']['now']>>, { waiting: string }>

/** Calls a gathering with its run sheet, asks people and takes their answers; one that was held is held in the same hour. */
export async function gather(player: Player, visitor: Visitor, step: Gather): Promise<string> {
  const [space, chapter] = [player.ref(step.in), (await player.resolve(visitor, `$${step.in}.standing`)) as string]
  const { gatherings } = visitor.api
  const { id, room } = done(await gatherings.plan({ attempt: attempt(), space, chapter, call: step.call as never }))
  for (const item of step.items)
    done(
      await gatherings.addItem({
        ...{ attempt: attempt(), room, sort: item.method === undefined ? 'talk' : 'method', title: item.title },
        ...{ minutes: item.minutes, method: item.method ?? null, note: item.note ?? '' },
      }),
    )
  done(
    await gatherings.askIn({
      attempt: attempt(),
      gathering: id,
      everybody: true,
      others: (step.others ?? []) as never,
    }),
  )
  for (const [answer, names] of Object.entries(step.answers ?? {}))
    for (const name of names) {
      const { api } = await player.who(name)
      done(await api.gatherings.answerCall({ attempt: attempt(), gathering: id, answer: answer as 'yes' }))
    }
  if (step.held !== undefined) await hold(player, visitor, { id, room, held: step.held })
  return id
}

type Held = { id: string; room: string; held: NonNullable<Gather['held']> }

async function hold(player: Player, visitor: Visitor, { id, room, held }: Held): Promise<void> {
  const { gatherings } = visitor.api
  done(await gatherings.openDoors({ attempt: attempt(), room }))
  for (const name of held.come)
    done(await (await player.who(name)).api.gatherings.comeInFromAbove({ attempt: attempt(), id }))
  const { agenda } = (await gatherings.now({ room })) as Now
  for (const item of agenda) {
    done(await gatherings.begin({ attempt: attempt(), room, item: item.id }))
    await run(player, visitor, room, held.lines)
  }
  done(await gatherings.close({ attempt: attempt(), room }))
  const said = { modeUsed: 'midwife', wasWith: true, rigour: 'partial', limits: '', ...held.after } as const
  done(await gatherings.sayAfter({ attempt: attempt(), gathering: id, version: 0, ...said }))
  const methods = agenda.flatMap((item) => item.method ?? [])
  done(await gatherings.sayRan({ attempt: attempt(), gathering: id, methods, how: held.how }))
  if (held.learned !== undefined)
    done(await gatherings.noteLearning({ attempt: attempt(), gathering: id, learned: held.learned, differently: '' }))
}

/** From the first step to the last: whoever has something to say at one of them puts it in, under their name. */
async function run(player: Player, visitor: Visitor, room: string, lines: Held['held']['lines']): Promise<void> {
  const { gatherings } = visitor.api
  for (;;) {
    const { activity } = (await gatherings.now({ room })) as Now
    const { step, chapter, steps } = activity!
    for (const [name, text] of lines[step!.key] ?? []) {
      const { api } = await player.who(name)
      done(await api.gatherings.put({ step: step!.id, chapter, items: [{ id: attempt(), value: { text } }] }))
    }
    const to = step!.place === steps.length - 1 ? ('end' as const) : ('next' as const)
    done(await gatherings.move({ attempt: attempt(), activity: activity!.id, version: activity!.version, to }))
    if (to === 'end') return
  }
}
