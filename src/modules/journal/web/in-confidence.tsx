import { useState } from 'react'
import { InConfidence as Promised } from '#modules/spaces/web/index.tsx'
import { Button } from '#web/ui/button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import styles from './journal.module.css'

/** What is promised under a sheet that only its writer reads, and where the promise ends. */
export function InConfidence() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Promised
        alone={
          <button type="button" className={styles.means} aria-haspopup="dialog" onClick={() => setOpen(true)}>
            What that means
          </button>
        }
      />
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Who can read your journal"
        actions={<Button onClick={() => setOpen(false)}>I have read it</Button>}
      >
        <p>
          You can. No other member can open it, and neither can anybody who looks after this place: there is no button
          for it, and what stands in the database cannot be read without a key that belongs to you alone.
        </p>
        <p>
          That key is kept on the same machine, apart from the database. Whoever runs the machine could be made by a
          court to use it, and a body that must answer requests for information may have to. They are asked to tell you,
          where the law lets them.
        </p>
        <p>
          Because nobody reads it, nobody will notice here if you or someone else is in danger. Tell a person you trust
          today, or ring 999. What you learn about a danger to somebody else you may have to pass on, whatever is
          written here.
        </p>
        <p>Words leave your journal only when you bring them somewhere, line by line.</p>
      </Dialog>
    </>
  )
}
