// The procedures of library, filled by its module.
export const libraryContract = {}
