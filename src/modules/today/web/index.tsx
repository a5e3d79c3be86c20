/** The parts of its page; the web client puts them together with another module's, in `src/web/today.tsx`. */
export { TodayPage } from './today-page.tsx'
export { WaitingForYou } from './waiting-for-you.tsx'
