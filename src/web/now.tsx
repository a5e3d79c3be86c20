import { GoingQuiet, NextGathering } from '#modules/gatherings/web/index.tsx'
import { Capture, WallLink } from '#modules/journal/web/index.tsx'
import { LooksAgain } from '#modules/library/web/index.tsx'
import { NowPage, useHere } from '#modules/spaces/web/index.tsx'
import { Agenda, WaitingForYou } from '#modules/today/web/index.tsx'
import type { PageProps } from './lib/route.ts'

/** A space's first screen: its purpose, a place to write, and what waits for the reader there. */
export default function Now({ params }: PageProps) {
  const here = useHere(params.address!)
  return (
    <NowPage
      params={params}
      capture={
        <>
          <Capture />
          <WallLink address={params.address!} />
        </>
      }
      agenda={here.data && <Agenda space={here.data.id} />}
      waiting={
        here.data && (
          <>
            <WaitingForYou space={here.data.id} />
            <GoingQuiet space={here.data.id} address={params.address!} />
            <NextGathering space={here.data.id} />
            <LooksAgain space={here.data.id} address={params.address!} />
          </>
        )
      }
    />
  )
}
