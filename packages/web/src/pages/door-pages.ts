/** What people see who are not yet in: one file, fetched when the first of it is asked for. */
export { ForgottenPage } from './forgotten-page.tsx'
export { InvitationPage } from './invitation-page.tsx'
export { NewPasswordPage } from './new-password-page.tsx'
export { SignInPage } from './sign-in-page.tsx'
export { TwoFactorPage } from './two-factor-page.tsx'
export { WelcomePage } from './welcome-page.tsx'
