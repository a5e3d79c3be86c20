import { mutation, PROGRAMS, query } from '#platform/access/procedure.ts'
import { memoryContract } from '../../contract/memory.ts'
import { noteContext, takeOutContext, tieStrategy, untieStrategy } from '../commands/memory.ts'
import { readMemory } from '../queries/memory.ts'
import { recall } from '../queries/recall.ts'
import { listContext, listVersions, showStrategy, showTimeline } from '../queries/timeline.ts'

/** What a space remembers, and what is laid beside it. */
export const memory = {
  memory: query(memoryContract.memory, readMemory, PROGRAMS),
  timeline: query(memoryContract.timeline, showTimeline, PROGRAMS),
  contextEvents: query(memoryContract.contextEvents, listContext, PROGRAMS),
  noteContext: mutation(memoryContract.noteContext, noteContext, undefined, PROGRAMS),
  takeOutContext: mutation(memoryContract.takeOutContext, takeOutContext),
  strategy: query(memoryContract.strategy, showStrategy, PROGRAMS),
  tieStrategy: mutation(memoryContract.tieStrategy, tieStrategy),
  untieStrategy: mutation(memoryContract.untieStrategy, untieStrategy),
  recall: query(memoryContract.recall, recall, PROGRAMS),
  versions: query(memoryContract.versions, listVersions, PROGRAMS),
}
