// The procedures of spaces, filled by its module.
export const spacesContract = {}
