import type { ClientImportAnswer } from '@daybook/protocol'
import { useClientWord } from '../client-word.ts'
import act from '../parts/act.module.css'
import button from '../parts/button.module.css'
import { Notice } from '../parts/notice.tsx'
import { ChooseList } from '../profile/import/choose-list.tsx'
import { ImportProblems } from '../profile/import/import-problems.tsx'
import css from '../profile/import/import.module.css'
import { KnownRows } from '../profile/import/known-rows.tsx'
import { MappingTable } from '../profile/import/mapping-table.tsx'
import { PreviewRows } from '../profile/import/preview-rows.tsx'
import { useImport } from '../profile/import/use-import.ts'
import { useRights } from '../session.ts'
import head from './client-page.module.css'

/** A list of clients comes in: chosen, looked at column by column, then written, line by line. */
export function ImportPage() {
  const word = useClientWord()
  const rights = useRights()
  const { state, look, run, startAgain } = useImport()
  const { list, preview, pending, result, error } = state
  if (!rights.has('act'))
    return (
      <Notice page title="Not allowed">
        Your role reads, and does not write.
      </Notice>
    )
  return (
    <>
      <title>{`Import ${word.many} · Daybook`}</title>
      <header className={css.header}>
        <a className={head.crumb} href="/clients">
          {word.Many} <span aria-hidden="true">›</span>
        </a>
        <h1 className={head.name}>Import {word.many}</h1>
        <p className={head.meta}>
          {list === undefined ? 'From another program’s list, or from an address book.' : list.name}
        </p>
      </header>
      <p role="alert" className={css.wrong}>
        {error}
      </p>
      {result !== undefined && <Done result={result} onAgain={startAgain} />}
      {result === undefined && preview === undefined && (
        <ChooseList pending={pending} onChoose={chosen => void look(chosen)} />
      )}
      {result === undefined && preview !== undefined && <Preview of={{ state, look, run, startAgain }} />}
    </>
  )
}

/** The list as it would come in, and the way to let it. */
function Preview({ of: { state, look, run, startAgain } }: { of: ReturnType<typeof useImport> }) {
  const { list, preview, pending, progress } = state
  if (list?.mapping === undefined || preview === undefined) return null
  const count = preview.added + preview.changed
  return (
    <>
      <MappingTable
        columns={preview.columns}
        mapping={list.mapping}
        dates={list.dates}
        disabled={progress !== undefined}
        onChange={mapping => void look({ ...list, mapping, decisions: {} })}
        onDates={dates => void look({ ...list, dates, decisions: {} })}
      />
      <Counts of={preview} />
      {preview.total === 0 && (
        <p className={css.wrong}>
          {list.format === 'vcard'
            ? 'There is no card in it: choose another list.'
            : 'There is no line beneath the one that names the columns: choose a list that begins with their names.'}
        </p>
      )}
      <KnownRows
        preview={preview}
        list={list}
        disabled={progress !== undefined}
        onChoose={chosen => void look(chosen)}
      />
      <ImportProblems {...preview} />
      <PreviewRows rows={preview.rows ?? []} />
      <div className={css.acts}>
        <button
          type="button"
          className={act.primary}
          aria-disabled={pending || count === 0}
          onClick={() => count > 0 && void run()}
        >
          {progress !== undefined ? 'Importing …' : `Import ${count}`}
        </button>
        <button type="button" className={button.button} onClick={startAgain}>
          Another list
        </button>
        {progress !== undefined && (
          <label className={css.progress}>
            <progress max={progress.total} value={progress.done} /> {progress.done} of {progress.total}
          </label>
        )}
      </div>
    </>
  )
}

/** What would come of it, or came of it. */
function Counts({ of: { added, changed, same, skipped } }: { of: ClientImportAnswer }) {
  return (
    <dl className={css.counts}>
      <div>
        <dt>New</dt>
        <dd>{added}</dd>
      </div>
      <div>
        <dt>Changed</dt>
        <dd>{changed}</dd>
      </div>
      <div>
        <dt>Already so</dt>
        <dd>{same}</dd>
      </div>
      {skipped > 0 && (
        <div>
          <dt>Left out</dt>
          <dd>{skipped}</dd>
        </div>
      )}
    </dl>
  )
}

function Done({ result, onAgain }: { result: ClientImportAnswer; onAgain(): void }) {
  const word = useClientWord()
  return (
    <>
      <p role="status" className={css.done}>
        {result.added + result.changed === 0
          ? 'Nothing was added: all of it was here already.'
          : 'The list is imported.'}
      </p>
      <Counts of={result} />
      <ImportProblems {...result} />
      <div className={css.acts}>
        <a className={button.button} href="/clients">
          {word.Many}
        </a>
        {result.entry && (
          <a className={button.button} href={`/entries/${result.entry.id}`}>
            Entry of the import
          </a>
        )}
        <button type="button" className={button.button} onClick={onAgain}>
          Import another list
        </button>
      </div>
    </>
  )
}
