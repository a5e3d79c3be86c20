// The procedures of people, filled by its module.
export const peopleContract = {}
