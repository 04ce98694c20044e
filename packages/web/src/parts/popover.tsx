import { type ReactNode, Suspense, useCallback, useEffect, useId, useRef, useState } from 'react'
import css from './popover.module.css'

interface Props {
  /** What the button shows. */
  readonly label: ReactNode
  /** What the button is called where `label` is not enough. */
  readonly name?: string
  readonly buttonClass?: string
  /** What the popover is called. */
  readonly title: string
  readonly align?: 'start' | 'end'
  /** Rendered only while the popover is open. */
  children(close: () => void): ReactNode
}

/** A button with a native popover beneath it: light dismiss, Escape and focus return are the browser's. */
export function Popover({ label, name, buttonClass, title, align = 'start', children }: Props) {
  const id = useId()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const panel = useRef<HTMLDivElement>(null)

  const place = useCallback(() => {
    const anchor = button.current?.getBoundingClientRect()
    const element = panel.current
    if (!anchor || !element) return
    const width = element.offsetWidth
    const wanted = align === 'start' ? anchor.left : anchor.right - width
    const left = Math.max(8, Math.min(wanted, document.documentElement.clientWidth - width - 8))
    // In page coordinates: the panel stays at its button while the page scrolls.
    element.style.left = `${left + scrollX}px`
    const below = anchor.bottom + 4
    const above = anchor.top - element.offsetHeight - 4
    const fits = below + element.offsetHeight <= innerHeight || above < 0
    element.style.top = `${(fits ? below : above) + scrollY}px`
  }, [align])

  const close = useCallback(() => panel.current?.hidePopover(), [])

  return (
    <>
      <button
        type="button"
        ref={button}
        className={buttonClass ?? css.button}
        popoverTarget={id}
        aria-expanded={open}
        aria-haspopup="dialog"
        aria-label={name}
      >
        {label}
      </button>
      <div
        id={id}
        ref={panel}
        popover="auto"
        role="dialog"
        aria-label={title}
        className={css.panel}
        onToggle={event => {
          setOpen(event.newState === 'open')
        }}
      >
        {open && (
          <Suspense>
            <Content render={children} close={close} />
            <Placed panel={panel} place={place} />
          </Suspense>
        )}
      </div>
    </>
  )
}

function Content({ render, close }: { render: Props['children']; close(): void }) {
  return render(close)
}

/** Places the panel whenever what is inside or the window changes its size, and leads the focus into it once there is something. */
function Placed({ panel, place }: { panel: { readonly current: HTMLElement | null }; place(): void }) {
  useEffect(() => {
    const element = panel.current
    if (!element) return
    let entered = false
    const settle = () => {
      place()
      const first = element.querySelector<HTMLElement>('input:checked, input, button, a')
      if (!entered && first) {
        entered = true
        first.focus({ preventScroll: true })
      }
    }
    settle()
    const observer = new ResizeObserver(settle)
    observer.observe(element)
    addEventListener('resize', place)
    return () => {
      observer.disconnect()
      removeEventListener('resize', place)
    }
  }, [panel, place])
  return null
}
