/** A client's profile, and lists of clients that come in: one file. */
export { ImportPage } from './import-page.tsx'
export { ProfilePage } from './profile-page.tsx'
