// A line that a table wrote on one device leaves as words when each of them has said yes on it: counted, not named.
import { useState } from 'preact/hooks'

const MOST = 20

export function TableSays({ set }: { set: (all: boolean) => void }) {
  const [people, setPeople] = useState(0)
  const [yes, setYes] = useState(0)
  const count = (of: number, said: number) => {
    setPeople(of)
    setYes(said)
    set(of > 0 && said === of)
  }
  return (
    <section>
      <p class="small">
        All of you wrote it, so all of you are asked. Pass this device round; each who says yes presses once. Somebody
        would rather not? Then let only the theme go, or let it stay: nobody need say why.
      </p>
      <div class="field">
        <label for="at-table">How many sit at your table?</label>
        <input
          id="at-table"
          type="number"
          inputMode="numeric"
          min="1"
          max={MOST}
          value={people || ''}
          onInput={(event) => count(Math.min(MOST, Math.max(0, Math.floor(Number(event.currentTarget.value)))), 0)}
        />
      </div>
      {people > 0 && (
        <>
          <p role="status">
            {yes} of {people} {yes === 1 ? 'says' : 'say'} yes.
          </p>
          <div class="buttons">
            <button type="button" disabled={yes === people} onClick={() => count(people, yes + 1)}>
              Yes from me
            </button>
            <button type="button" onClick={() => count(people, 0)}>
              Count again
            </button>
          </div>
        </>
      )}
    </section>
  )
}
