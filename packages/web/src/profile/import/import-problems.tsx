import type { ClientImportAnswer } from '@daybook/protocol'
import css from './import.module.css'

/** The lines that are left out, each with why. */
export function ImportProblems({
  problems,
  problemCount,
}: Pick<ClientImportAnswer, 'problems' | 'problemCount'>) {
  if (problemCount === 0) return null
  const more = problemCount - problems.length
  return (
    <section className={css.problems} aria-label="Lines that are left out">
      <h2>
        {problemCount} {problemCount === 1 ? 'line is' : 'lines are'} left out
      </h2>
      <p>All the others come in. Mend these in the list and import it again: nothing is added twice.</p>
      <ul>
        {problems.map(({ line, column, message }) => (
          <li key={`${line} ${column} ${message}`}>
            <b>Line {line}</b>
            {column === undefined ? ' ' : `, ${column}: `}
            {message}
          </li>
        ))}
      </ul>
      {more > 0 && <p>And {more} more.</p>}
    </section>
  )
}
