import { doctor } from '#platform/backup/doctor.ts'
import { type Backup, backup, type Flags, restore } from '#platform/backup/verbs.ts'
import { type Answer, AskedWrongly, type Given, type Verb } from './verb.ts'

const flagsOf = (folder: string, { flags, settings, env, tell }: Given): Flags => ({
  ...{ folder, settings, tell },
  apart: text(flags.apart),
  archive: text(flags.archive),
  keep: daysIn(flags.keep ?? '35'),
  passphrase: env.TREFOIL_PASSPHRASE || null,
})
const text = (flag: string | boolean | undefined) => (typeof flag === 'string' ? flag : undefined)
function daysIn(flag: string | boolean): number {
  if (!/^[1-9]\d{0,4}$/.test(String(flag))) throw new AskedWrongly('Say --keep as a number of days, 1 or more.')
  return Number(flag)
}
/** A backup in the words of whoever looks after the place; `--json` has every figure. */
function saysBackup({ rows, checked, closed, keysBeside, letGo, archive }: Backup): string[] {
  return [
    checked
      ? `Good: ${archive}, ${rows} rows, restored beside the place and checked.`
      : `${archive}, ${rows} rows, lies there whole. It is closed, so it was not restored to see: give TREFOIL_PASSPHRASE for that.`,
    closed ? 'It opens with your passphrase.' : 'It is not closed by a passphrase.',
    ...(keysBeside
      ? ['The keys lie beside it: put --apart on another disk, so that whoever takes one has not both.']
      : []),
    ...(letGo > 0 ? [`Older ones let go: ${letGo}.`] : []),
  ]
}

const told = (answer: object): Answer => ({
  ok: true,
  ...answer,
  says: Object.entries(answer).map(
    ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  ),
})

export const backups: Record<string, Verb> = {
  backup: {
    usage: 'backup DIR [--apart DIR2] [--keep DAYS]',
    does: 'copies the place while it runs, and restores the copy beside it to see that it is good.',
    more: `  DIR              where archives lie: another disk than the place's
  --apart DIR2     the keys, and the notes of what was taken back since: best on a third disk. Unless said, DIR/apart
  --keep DAYS      how long archives are kept: 35 unless said
  TREFOIL_PASSPHRASE   closes the first backup, and with it whatever is added later. Without it a closed backup is made
                   all the same and checked for being whole, but only with it can it be restored to see that it is good`,
    flags: ['apart', 'keep'],
    takes: [1, 1],
    run: async ([folder], given) => {
      const done = await backup(flagsOf(folder!, given))
      return { ok: true, ...done, says: saysBackup(done) }
    },
  },
  restore: {
    usage: 'restore DIR [--apart DIR2] [--archive NAME]',
    does: 'puts the newest archive into a DATA_DIR that is still empty.',
    more: `What was taken back, deleted, left or erased after the archive was made is taken out of it before anybody is
answered. Wordings, roles and passwords are those of the archive's day; everybody signs in anew. Then: npm start.
  --apart DIR2     where the keys and notes lie. Unless said, DIR/apart
  --archive NAME   another than the newest
  TREFOIL_PASSPHRASE   opens a closed backup`,
    flags: ['apart', 'archive'],
    takes: [1, 1],
    run: async ([folder], given) => told(await restore(flagsOf(folder!, given))),
  },
  doctor: {
    usage: 'doctor',
    does: 'looks the place over, running or not, and changes nothing.',
    more: 'Room on the disk, the database read through, who may read what, keys, files, backups. It ends with 1 where something\nwants to be looked at, and prints nothing that anybody wrote.',
    takes: [0, 0],
    run: async (_args, given) => ({ ...(await doctor(flagsOf('', given))), says: [] }),
  },
}
