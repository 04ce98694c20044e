import css from './sign-in-page.module.css'
import { Glyph, MARK } from '../parts/glyph.tsx'

/** Tells how to get in: the server prints a link that works once. */
export function SignInPage() {
  return (
    <main className={css.page}>
      <title>Sign in · Daybook</title>
      <div className={css.card}>
        <Glyph d={MARK} size={32} box={18} className={css.mark} />
        <h1>Sign in to Daybook</h1>
        <p>
          When the server starts, it prints an address and, under it, a sign-in link. Open that link in this
          browser: it signs the owner in.
        </p>
        <p className={css.hint}>The link works once.</p>
        <a className={css.on} href="/clients">
          I have opened the link
        </a>
      </div>
    </main>
  )
}
