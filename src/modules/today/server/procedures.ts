import { mutation, open, PROGRAMS, query } from '#platform/access/procedure.ts'
import { todayContract } from '../contract.ts'
import { bringBack, putAside } from './commands/aside.ts'
import { noteLook, saveLetters, stopLetters } from './commands/letters.ts'
import { readChanges } from './queries/changes.ts'
import { findAnything } from './queries/find.ts'
import { readLetters } from './queries/letters.ts'
import { listToday } from './queries/list.ts'
import { readAgenda, readWeek } from './queries/week.ts'

export const procedures = {
  list: query(todayContract.list, listToday),
  putAside: mutation(todayContract.putAside, putAside),
  bringBack: mutation(todayContract.bringBack, bringBack),
  week: query(todayContract.week, readWeek),
  agenda: query(todayContract.agenda, readAgenda),
  find: query(todayContract.find, findAnything, PROGRAMS),
  changes: query(todayContract.changes, readChanges),
  looked: mutation(todayContract.looked, noteLook),
  letters: query(todayContract.letters, readLetters),
  saveLetters: mutation(todayContract.saveLetters, saveLetters),
  // From a letter: whoever holds it need not be signed in.
  stopLetters: open(todayContract.stopLetters, stopLetters),
}
