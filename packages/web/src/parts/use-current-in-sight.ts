import { type RefObject, useEffect, useRef } from 'react'

/**
 * For a list of pages in one line that moves sideways: the page that is open (`here`) stands in its middle, and so does
 * what the keyboard comes to; a browser leaves half of it outside.
 */
export function useCurrentInSight<E extends HTMLElement>(here: string): RefObject<E | null> {
  const line = useRef<E>(null)
  useEffect(() => {
    const list = line.current
    if (!list) return
    const show = (link: HTMLElement | null) => {
      if (link) list.scrollLeft = link.offsetLeft - (list.clientWidth - link.offsetWidth) / 2
    }
    const onFocus = ({ target }: FocusEvent) => {
      // A pointer is on what it presses: that must not move away beneath it.
      if (target instanceof HTMLElement && target.matches(':focus-visible')) show(target)
    }
    show(list.querySelector<HTMLElement>('[aria-current]'))
    list.addEventListener('focusin', onFocus)
    return () => list.removeEventListener('focusin', onFocus)
  }, [here])
  return line
}
