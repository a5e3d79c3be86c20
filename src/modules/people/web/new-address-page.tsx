export { NewAddressPage as default } from './link-pages.tsx'
