export { MailInPage as default } from './link-pages.tsx'
