import css from './sign-in-page.module.css'

/** Tells how to get in: the server prints a link that works once. */
export function SignInPage() {
  return (
    <main className={css.page}>
      <title>Sign in · Daybook</title>
      <div className={css.card}>
        <svg
          className={css.mark}
          width="32"
          height="32"
          viewBox="0 0 18 18"
          fill="none"
          stroke="currentColor"
          strokeWidth={1.5}
          strokeLinecap="round"
          aria-hidden="true"
        >
          <path d="M4 2.5h8.5A1.5 1.5 0 0 1 14 4v10a1.5 1.5 0 0 1-1.5 1.5H4zM4 2.5v13M7.2 6.2h4M7.2 9h4M7.2 11.8h2.4" />
        </svg>
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
