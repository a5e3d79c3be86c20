import { Unheard } from '#modules/insights/web/index.tsx'
import { TodayPage } from '#modules/today/web/index.tsx'

/** What waits for me and, below it and smaller, what I wait for from others. */
export default function Today() {
  return <TodayPage others={<Unheard />} />
}
