import { NextGathering } from '#modules/gatherings/web/index.tsx'
import { Unheard } from '#modules/insights/web/index.tsx'
import { Capture } from '#modules/journal/web/index.tsx'
import { MyDoors } from '#modules/spaces/web/index.tsx'
import { TodayPage } from '#modules/today/web/index.tsx'

/** A place to write, what waits for me and, below it and smaller, what I wait for from others. */
export default function Today() {
  const others = (
    <>
      <MyDoors />
      <Unheard />
      <NextGathering />
    </>
  )
  return <TodayPage capture={<Capture />} others={others} />
}
