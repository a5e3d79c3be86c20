// The procedures of crossings, filled by its module.
export const crossingsContract = {}
