import { type RefCallback, useCallback } from 'react'

/**
 * Keeps a closed part in the document with `hidden="until-found"`, so that find-in-page reaches it and opens it.
 * The attribute is set here because React writes `hidden` only as a boolean.
 */
export function useFound<E extends HTMLElement>(open: boolean, onFound: () => void): RefCallback<E> {
  return useCallback(
    (element: E | null) => {
      if (!element) return
      if (open) element.removeAttribute('hidden')
      else element.setAttribute('hidden', 'until-found')
      element.addEventListener('beforematch', onFound)
      return () => element.removeEventListener('beforematch', onFound)
    },
    [open, onFound],
  )
}
