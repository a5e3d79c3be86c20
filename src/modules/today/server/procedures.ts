import { PROGRAMS, query } from '#platform/access/procedure.ts'
import { todayContract } from '../contract.ts'
import { findAnything } from './queries/find.ts'
import { listToday } from './queries/list.ts'

export const procedures = {
  list: query(todayContract.list, listToday),
  find: query(todayContract.find, findAnything, PROGRAMS),
}
