import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/lib/client.ts'
import { Button, Buttons } from '#web/ui/button.tsx'
import { CopyButton } from '#web/ui/copy-button.tsx'
import { Dialog } from '#web/ui/dialog.tsx'
import { Notice } from '#web/ui/notice.tsx'
import styles from './journal.module.css'

/** Where this place takes mail: a secret address that lands in my journal, with what a mail cannot promise. */
export function ByMail() {
  const mail = useQuery(api.journal.mail.queryOptions({ input: {} }))
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const settled = { onSuccess: () => queries.invalidateQueries({ queryKey: api.journal.mail.key() }) }
  const make = useMutation(api.journal.makeAddress.mutationOptions(settled))
  const drop = useMutation(api.journal.dropAddress.mutationOptions(settled))
  if (!mail.data?.takes) return null
  const { address } = mail.data
  return (
    <li>
      <button type="button" className={styles.means} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        By e-mail
      </button>
      <Dialog open={open} onClose={() => setOpen(false)} title="Write by e-mail">
        {address === null ? (
          <p>You can have an address of your own. What is sent to it lands in your journal, for you alone.</p>
        ) : (
          <>
            <p>What is sent to this address lands in your journal, for you alone, with photos that are attached.</p>
            <p className={styles.address}>{address}</p>
          </>
        )}
        <p>
          <strong>Your mail provider keeps a copy of what you send this way.</strong>
        </p>
        <p className={styles.meta}>
          Whoever knows the address can write into your journal, and read nothing. It never answers. Other files than
          photos are not kept. Nothing here is as private as writing on the page.
        </p>
        {(make.isError || drop.isError || mail.isError) && (
          <Notice kind="error" title="That did not go through">
            Everything is as it was. Try again in a moment.
          </Notice>
        )}
        <Buttons>
          {address !== null && (
            <CopyButton kind="primary" text={address}>
              Copy it
            </CopyButton>
          )}
          <Button
            kind={address === null ? 'primary' : 'outline'}
            pending={make.isPending}
            onClick={() => make.mutate({ attempt: crypto.randomUUID() })}
          >
            {address === null ? 'Make my address' : 'Change it'}
          </Button>
          {address !== null && (
            <Button kind="quiet" pending={drop.isPending} onClick={() => drop.mutate({ attempt: crypto.randomUUID() })}>
              Take no more mail
            </Button>
          )}
        </Buttons>
      </Dialog>
    </li>
  )
}
