// The front door of rounds for screens: nothing here needs a framework. The sums of a ticket come when one is fetched.
export { fetchTicket, keepWritten, keptOf, letGo, letGoOfOver, putIn, type Written } from './submit/data.ts'
