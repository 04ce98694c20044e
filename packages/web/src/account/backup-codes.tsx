import { useState } from 'react'
import css from '../door/actions.module.css'
import look from './backup-codes.module.css'

/** The codes, shown this once: to be copied, kept as a file or written down. */
export function BackupCodes({ codes, onDone }: { codes: readonly string[]; onDone(): void }) {
  const [said, setSaid] = useState('')
  const text = codes.join('\n')
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setSaid('Copied'),
      () => setSaid('Copying did not work: mark the codes and copy them.'),
    )
  const file = URL.createObjectURL(
    new Blob([`Backup codes for Daybook\n\n${text}\n`], { type: 'text/plain' }),
  )
  return (
    <>
      <p className={look.lead}>
        Each signs you in once when you do not have your phone. They are not shown again.
      </p>
      <ul className={look.codes}>
        {codes.map(code => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p role="status" className={look.said}>
        {said}
      </p>
      <div className={look.ways}>
        <button type="button" className={css.secondary} onClick={() => void copy()}>
          Copy
        </button>
        <a className={css.secondary} href={file} download="daybook-backup-codes.txt">
          Download
        </a>
      </div>
      <div className={css.actions}>
        <button type="button" className={css.primary} onClick={onDone}>
          I have kept them
        </button>
      </div>
    </>
  )
}
