import { Section } from '#web/ui/page.tsx'

/** Where confidence ends, in plain words: the same everywhere, in every space and for a journal. */
export function LimitsWords() {
  return (
    <>
      <Section title="What is kept among you">
        <p>
          What is said here in confidence is read by those named above the box you write in, and by nobody else. Whoever
          looks after this place has no button that opens it. It goes elsewhere only when whoever said it says yes.
        </p>
      </Section>
      <Section title="Where that ends">
        <p>There are three ends to it, and no others:</p>
        <ul>
          <li>
            <strong>Somebody may come to serious harm.</strong> A child, an adult who cannot keep themselves safe, you,
            or anybody else. Then those who are named below may decide that it is told, and to whom. They tell you
            first, unless that makes it worse.
          </li>
          <li>
            <strong>The law orders it.</strong> A court can make whoever holds these words hand them over.
          </li>
          <li>
            <strong>A public body is asked for what it holds.</strong> Where a council, a health body or another public
            body takes part, somebody may ask it for information. It may have to answer, with names taken out where the
            law lets it.
          </li>
        </ul>
        <p>
          What is told is as little as will do, and is written down: what, to whom, when, and who decided. Nothing of
          this stands in small print anywhere else.
        </p>
      </Section>
      <Section title="Without your name">
        <p>
          Where no name is kept, nobody can come back to you, also not to help. If you or someone else is in danger,
          tell the facilitator today or ring 999.
        </p>
      </Section>
    </>
  )
}
