import type { SettingsOf } from '#modules/methods/contract/settings.ts'
import { kind } from '../kind.ts'
import { Shown } from '../shown.tsx'

/** What was put in, shown together: first as the list of its kind, then as its picture. */
export const reveal = kind<unknown, unknown, SettingsOf<'reveal'>>({
  items: 'in the form',
  Own: ({ settings, at }) => (
    <>
      {at.step.from.map((key) => {
        const step = at.now.activity!.steps.find((one) => one.key === key)
        if (step === undefined) return null
        return (
          <section key={key}>
            {at.step.from.length > 1 && <h2>{step.title}</h2>}
            <Shown
              step={step}
              at={at}
              picture={settings.show !== 'lines' || step.kind !== 'write'}
              lines={at.items.filter((line) => line.key === key && line.shown)}
            />
          </section>
        )
      })}
    </>
  ),
})
