import type { SmallRoom } from '#modules/gatherings/contract/state.ts'

/** Where I sit, and with whom. */
export function Sits({ group, me }: { group: SmallRoom; me: string }) {
  return (
    <section>
      <h2>{group.label}</h2>
      <ul class="people">
        {group.people.map((one) => (
          <li key={one.id}>
            <strong>{one.id === me ? 'You' : one.name}</strong>
            <span class="soft small">{one.organisation}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
