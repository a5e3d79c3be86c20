export const procedures = {}
