import type { ActsOfType } from '@daybook/protocol'
import { formatLocale, SkeletonRows } from '@daybook/timeline'
import button from '../parts/button.module.css'
import { Failure } from '../parts/failure.tsx'
import { Notice } from '../parts/notice.tsx'
import { useWorkspace } from '../workspace.tsx'
import { RecordTable } from './record-table.tsx'
import css from './records.module.css'
import { PAGE_SIZE, type RecordList as Address, useRecords } from './use-records.ts'

interface Props {
  readonly type: string
  readonly of: ActsOfType
  readonly list: Address
  onChange(change: Partial<Address>): void
  /** Absent where the reader makes none. */
  onMake?(): void
}

/** The records of a type that were found, or why there is nothing to show. */
export function RecordList({ type, of, list, onChange, onMake }: Props) {
  const { workspace } = useWorkspace()
  const records = useRecords(type, list)
  const objects = records.data?.pages.flatMap(page => page.objects) ?? []
  const retry = () => void records.refetch()
  if (records.isError && objects.length === 0)
    return <Failure error={records.error} what={`${of.plural} could not be loaded`} onRetry={retry} />
  if (records.isPending) return <SkeletonRows />
  if (objects.length === 0 && !records.hasNextPage)
    return <Nothing of={of} list={list} onChange={onChange} {...(onMake && { onMake })} />
  const number = new Intl.NumberFormat(formatLocale(workspace.locale))
  return (
    <div className={css.list} aria-busy={records.isPlaceholderData}>
      <p className={css.count}>
        {number.format(objects.length)}
        {records.hasNextPage && ' or more'} {list.deleted && 'deleted '}
        {(objects.length === 1 ? of.label : of.plural).toLowerCase()}
      </p>
      <RecordTable type={type} of={of} objects={objects} />
      {records.isFetchNextPageError && (
        <Failure error={records.error} what="The rest could not be loaded" onRetry={retry} />
      )}
      {records.hasNextPage && (
        <button
          type="button"
          className={`${button.button} ${css.more}`}
          aria-disabled={records.isFetchingNextPage}
          onClick={() => void (!records.isFetchingNextPage && records.fetchNextPage())}
        >
          {records.isFetchingNextPage ? 'Loading …' : `Load ${PAGE_SIZE} more`}
        </button>
      )}
    </div>
  )
}

function Nothing({ of, list, onChange, onMake }: Omit<Props, 'type'>) {
  const many = of.plural.toLowerCase()
  if (list.q !== '')
    return (
      <Notice
        title={`Nothing here matches “${list.q}”`}
        actions={
          <button type="button" className={button.button} onClick={() => onChange({ q: '' })}>
            Clear search
          </button>
        }
      >
        Every word is looked for at the beginning of names, codes and numbers, and of whose it is.
      </Notice>
    )
  if (list.deleted)
    return (
      <Notice
        title={`No deleted ${many}`}
        actions={
          <button type="button" className={button.button} onClick={() => onChange({ deleted: false })}>
            Those in use
          </button>
        }
      >
        What is deleted stays here whole, and can be restored.
      </Notice>
    )
  return (
    <Notice
      title={`No ${many} yet`}
      actions={
        onMake && (
          <button type="button" className={button.button} onClick={onMake}>
            New {of.label.toLowerCase()}
          </button>
        )
      }
    >
      Each one has its history: who made it, who changed what, from what, to what.
    </Notice>
  )
}
