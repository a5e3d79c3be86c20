import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { SaidInCopy, useHere } from '#modules/spaces/web/index.tsx'
import { api } from '#web/lib/client.ts'
import type { PageProps } from '#web/lib/route.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Empty } from '#web/ui/empty.tsx'
import { LinkTo } from '#web/ui/link-to.tsx'
import { Loading } from '#web/ui/loading.tsx'
import { Margin, Note } from '#web/ui/margin.tsx'
import { NotThere } from '#web/ui/not-there.tsx'
import { Page, Section } from '#web/ui/page.tsx'
import { AimForm } from './aim-form.tsx'
import { aboutAim } from './aims-page.tsx'
import { KIND_NAMES, type Kind } from './data.ts'
import { TieDialog } from './tie.tsx'
import { Ties } from './ties.tsx'

const KINDS: Kind[] = [
  'finding',
  'insight',
  'implication',
  'decision',
  'action',
  'question',
  'cycle',
  'artefact',
  'evidence',
]

/** One aim, and everything that was produced for it. */
export default function AimPage({ params }: PageProps) {
  const address = params.address!
  const here = useHere(address)
  const read = useQuery(api.insights.aim.queryOptions({ input: { address, of: params.id! } }))
  const [doing, setDoing] = useState<'edit' | 'tie' | null>(null)
  if (read.isPending || here.isPending) return <Loading what="Opening the aim" />
  if (!read.data || !here.data)
    return (
      <NotThere
        fault={read.error ?? here.error}
        to={`/s/${address}/insights/aims`}
        verb="Go to the aims"
        again={() => void read.refetch()}
      />
    )
  const { aim } = read.data
  const { reach, name, id: space } = here.data
  const open = here.data.closed === null
  const done = () => setDoing(null)
  const tie = open && (
    <Button kind="primary" onClick={() => setDoing('tie')}>
      Tie what was produced
    </Button>
  )
  return (
    <Page
      title={aim.words}
      words
      reach={{ person: reach.person, sentence: reach.standing }}
      above={
        <>
          Aim in <LinkTo to={`/s/${address}/insights/aims`}>{name}</LinkTo>
        </>
      }
      margin={
        <Margin name="About this aim">
          <Note title="What it is">{aboutAim(aim)}</Note>
          <Note title="Who sees what is tied to it">Each thing is shown to those who read it where it stands.</Note>
        </Margin>
      }
    >
      <SaidInCopy address={address} things={[{ id: aim.id, words: null }]} />
      {aim.linked.length === 0 && (
        <Empty title="Nothing produced for it yet" step={tie || undefined}>
          Findings, insights and what they mean, decisions, actions, questions, cycles, documents and evidence that
          serve this aim stand here.
        </Empty>
      )}
      {KINDS.map((kind) => {
        const ties = aim.linked.filter((one) => one.kind === kind)
        const [first, ...rest] = KIND_NAMES[kind][1]
        return ties.length === 0 ? null : (
          <Section key={kind} title={`${first!.toUpperCase()}${rest.join('')}`}>
            <Ties address={address} space={space} of={aim.id} ties={ties} may={open} />
          </Section>
        )
      })}
      {open && (
        <div data-paper="no">
          <Buttons>
            {aim.linked.length > 0 && tie}
            <Button kind="quiet" onClick={() => setDoing('edit')}>
              Say it anew
            </Button>
          </Buttons>
        </div>
      )}
      {doing === 'edit' && (
        <Dialog open onClose={done} title="Say it anew" shape="sheet">
          <AimForm here={here.data} aim={aim} onDone={done} />
        </Dialog>
      )}
      {doing === 'tie' && (
        <TieDialog
          tying={{
            title: 'What was produced for it?',
            kinds: KINDS,
            role: 'made_for',
            to: { kind: 'aim', id: aim.id },
          }}
          space={space}
          address={address}
          onDone={done}
        />
      )}
    </Page>
  )
}
