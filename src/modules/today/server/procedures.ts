import { query } from '#platform/access/procedure.ts'
import { todayContract } from '../contract.ts'
import { listToday } from './queries.ts'

export const procedures = {
  list: query(todayContract.list, listToday),
}
