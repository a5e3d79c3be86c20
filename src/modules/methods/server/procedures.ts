import { PROGRAMS, query } from '#platform/access/procedure.ts'
import { methodsContract } from '../contract.ts'
import { listMethods, oneMethod } from './queries/methods.ts'

export const procedures = {
  list: query(methodsContract.list, listMethods, PROGRAMS),
  one: query(methodsContract.one, oneMethod, PROGRAMS),
}
