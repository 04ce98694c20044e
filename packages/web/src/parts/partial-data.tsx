import { type Query, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import button from './button.module.css'
import css from './partial-data.module.css'

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: {
      /** What of a page this answers, where the page is of use without it: "the counts". */
      readonly side?: string
    }
  }
}

/** Says what of a page did not come, while the rest of it stands, and asks for it again. */
export function PartialData() {
  const failed = useFailed()
  if (failed.length === 0) return null
  const sides = [...new Set(failed.map(query => query.meta?.side))].join(' and ')
  return (
    <div className={css.banner} role="alert">
      <p>
        <b>Part of this page is missing:</b> {sides} could not be loaded. What is shown is right.
      </p>
      <button
        type="button"
        className={button.button}
        onClick={() => failed.forEach(query => void query.fetch().catch(() => {}))}
      >
        Retry
      </button>
    </div>
  )
}

/** The side questions of the pages at hand that were not answered. */
function useFailed(): readonly Query[] {
  const cache = useQueryClient().getQueryCache()
  // One listener hears of every query: what it makes of them is a text, which is the same while nothing changes.
  const subscribe = useCallback(
    (listener: () => void) => cache.subscribe(() => queueMicrotask(listener)),
    [cache],
  )
  const find = useCallback(
    () =>
      cache
        .findAll({ type: 'active' })
        .filter(query => query.state.status === 'error' && query.meta?.side !== undefined),
    [cache],
  )
  const hashes = useSyncExternalStore(subscribe, () =>
    find()
      .map(query => query.queryHash)
      .join('\n'),
  )
  return useMemo(
    () => (hashes === '' ? [] : hashes.split('\n').flatMap(hash => cache.get(hash) ?? [])),
    [hashes, cache],
  )
}
