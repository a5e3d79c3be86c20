import type { InferContractRouterOutputs } from '@orpc/contract'
import { sayWholeDay } from '#shared/day.ts'
import type { spacesContract } from '../../contract.ts'

type Pack = InferContractRouterOutputs<typeof spacesContract>['handover']
type Part = { title: string; lines: string[] }

const ROLE = (role: string) => role.replaceAll('_', ' ')

/** What the pack says, in plain language: the same parts for the page that prints and for the text. */
function partsOf(pack: Pack, base: string): Part[] {
  const carried = (sort: string) =>
    pack.carried.filter((one) => one.sort === sort).map((one) => `${one.words} (${one.about}). ${base}${one.to}`)
  return [
    {
      title: 'Roles',
      lines: [
        ...pack.roles.map(ROLE),
        ...(pack.sharesWith === null ? [] : [`Shares the job with ${pack.sharesWith}, who keeps it.`]),
      ],
    },
    { title: 'What is under way', lines: pack.note?.underWay ? [pack.note.underWay] : [] },
    { title: 'Who knows what', lines: pack.note?.whoKnows ? [pack.note.whoKnows] : [] },
    {
      title: 'Posts',
      lines: pack.seats.map((seat) => (seat.with === null ? seat.title : `${seat.title}, with ${seat.with}`)),
    },
    { title: 'Open actions', lines: carried('action') },
    { title: 'Decisions they hold', lines: carried('decision') },
    {
      title: 'Carried by their organisation',
      lines: pack.loads.map(
        (load) =>
          `${ROLE(load.function)}${load.resource === '' ? '' : `: ${load.resource}`}${load.until === null ? '' : `, until ${sayWholeDay(load.until)}`}`,
      ),
    },
    {
      title: 'Whom they work with',
      lines: pack.ties.map((tie) =>
        [`${tie.one.name} and ${tie.other.name}`, tie.client, tie.pace, tie.outputs].filter(Boolean).join('; '),
      ),
    },
  ]
}

function headOf(pack: Pack): { title: string; line: string; foot: string } {
  const span = `since ${sayWholeDay(pack.since)}${pack.left === null ? '' : `, left on ${sayWholeDay(pack.left)}`}`
  return {
    title: `What ${pack.who} ${pack.left === null ? 'carries' : 'carried'} in ${pack.space}`,
    line: `${pack.organisation === null ? '' : `${pack.organisation}, `}${span}.`,
    foot: `Made only from what everybody in ${pack.space} may read. Nothing of a journal is in it. Keep it among them.`,
  }
}

/** The pack as a text that any machine opens. */
export function packAsMarkdown(pack: Pack, base: string): string {
  const { title, line, foot } = headOf(pack)
  const parts = partsOf(pack, base).map(
    ({ title: part, lines }) =>
      `## ${part}\n\n${lines.length === 0 ? 'Nothing.' : lines.map((one) => `- ${one.replaceAll('\n', '\n  ')}`).join('\n')}`,
  )
  return `# ${title}\n\n${line}\n\n${parts.join('\n\n')}\n\n---\n\n${foot}\n`
}

/** The pack as a page that prints: no script, nothing fetched from elsewhere. */
export function packAsPage(pack: Pack, base: string): string {
  const { title, line, foot } = headOf(pack)
  const parts = partsOf(pack, base).map(
    ({ title: part, lines }) =>
      `<h2>${safe(part)}</h2>${lines.length === 0 ? '<p>Nothing.</p>' : `<ul>${lines.map((one) => `<li>${safe(one)}</li>`).join('')}</ul>`}`,
  )
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${safe(title)}</title><style>body{font:16px/1.5 Georgia,serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#23261f}h1,h2{font-family:sans-serif;line-height:1.2}li{white-space:pre-wrap;overflow-wrap:anywhere;break-inside:avoid}footer{font:13.5px/1.5 sans-serif;color:#5d6257;border-top:1px solid #e2dfd3;margin-top:2rem}</style><h1>${safe(title)}</h1><p>${safe(line)}</p>${parts.join('')}<footer><p>${safe(foot)}</p></footer></html>\n`
}

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const safe = (words: string) => words.replace(/[&<>"']/g, (sign) => SIGNS[sign]!)
