import { query } from '#platform/access/procedure.ts'
import { spacesContract } from '../contract.ts'
import { showHere } from './queries/here.ts'
import { listSpaces } from './queries/list.ts'

export const procedures = {
  list: query(spacesContract.list, listSpaces),
  here: query(spacesContract.here, showHere),
}
