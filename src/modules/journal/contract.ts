// The procedures of journal, filled by its module.
export const journalContract = {}
