import { mutation, once, open, query, signedOut, whoIs } from '#platform/access/procedure.ts'
import { journalContract } from '../contract.ts'
import { editEntry, putBackEntry, removeEntry, writeEntry } from './commands.ts'
import { dropAddress, makeAddress } from './mail/commands/address.ts'
import { readMail } from './mail/queries.ts'
import { describePhoto, dropFile, removePhoto } from './photos/commands/keep.ts'
import { exportJournal, listEntries, readEntry, searchEntries } from './queries.ts'

export const procedures = {
  // A pen may come in here and nowhere else, so this door asks itself who is at it.
  write: open(journalContract.write, ({ actor, house }, input) => {
    if (actor?.kind !== 'full' && actor?.kind !== 'pen') throw signedOut()
    if (input.writer && input.writer !== actor.person) throw signedOut()
    return house.db.as(whoIs(actor), (tx) =>
      once(tx, actor, '/journal/write', input, () => writeEntry(tx, actor, input, house)),
    )
  }),
  list: query(journalContract.list, listEntries),
  read: query(journalContract.read, readEntry),
  edit: mutation(journalContract.edit, editEntry),
  remove: mutation(journalContract.remove, removeEntry),
  putBack: mutation(journalContract.putBack, putBackEntry),
  describePhoto: mutation(journalContract.describePhoto, describePhoto),
  removePhoto: mutation(journalContract.removePhoto, removePhoto, dropFile),
  search: query(journalContract.search, searchEntries),
  export: query(journalContract.export, exportJournal),
  mail: query(journalContract.mail, readMail),
  makeAddress: mutation(journalContract.makeAddress, makeAddress),
  dropAddress: mutation(journalContract.dropAddress, dropAddress),
}
