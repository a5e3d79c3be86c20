// The procedures of insights, filled by its module.
export const insightsContract = {}
