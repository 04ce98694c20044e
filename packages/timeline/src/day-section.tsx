import { memo, useId } from 'react'
import { type Line, collapseBursts } from './collapse-bursts.ts'
import css from './day-section.module.css'
import type { DayGroup } from './group-by-day.ts'
import { addDays } from './local-day.ts'
import { useReader } from './reader.tsx'
import { BurstRow } from './row/burst-row.tsx'
import { EntryRow } from './row/entry-row.tsx'
import { longDate, weekday } from './stamps.ts'

interface Props {
  readonly group: DayGroup
  /** The open entry, if it is one of this day's. */
  readonly openId: string | undefined
  onToggle(id: string): void
  /** True where the list is so long that whole blocks of rows are left unrendered while off screen. */
  readonly sparing: boolean
}

/** Rows of one block: a browser skips the rendering of whole blocks at once, never of single rows. */
const BLOCK = 50
/** A shorter block costs more to skip than to render. */
const SHORTEST_SKIPPED = 25

/** One local day: its heading, which stays while its rows scroll, and its rows. */
export const DaySection = memo(
  function DaySection({ group, openId, onToggle, sparing }: Props) {
    const id = useId()
    const { workspaceZone, clock } = useReader()
    const lines = collapseBursts(group.entries, workspaceZone, clock)
    const blocks: (readonly Line[])[] = []
    for (let at = 0; at < lines.length; at += BLOCK) blocks.push(lines.slice(at, at + BLOCK))
    // A day that undated entries cut in two is one landmark, not two of one name.
    const labelledBy = group.key.includes('#') ? undefined : id
    return (
      <section aria-labelledby={labelledBy} className={css.day}>
        <DayHeading day={group.day} id={id} />
        {blocks.map((block, place) => (
          // The role is said again: Safari forgets it of lists without markers.
          <ol
            role="list"
            // By its place: a block that older rows join stays the same one, and none of its rows is made anew.
            key={place}
            className={sparing && block.length >= SHORTEST_SKIPPED ? `${css.rows} ${css.skipped}` : css.rows}
          >
            {block.map(line => (
              <li key={line.key}>
                {line.burst ? (
                  <BurstRow burst={line.burst} openId={openId} onToggle={onToggle} />
                ) : (
                  <EntryRow entry={line.entry} open={openId === line.entry.id} onToggle={onToggle} />
                )}
              </li>
            ))}
          </ol>
        ))}
      </section>
    )
  },
  (was, now) =>
    was.onToggle === now.onToggle &&
    was.sparing === now.sparing &&
    was.openId === now.openId &&
    was.group.day === now.group.day &&
    was.group.entries.length === now.group.entries.length &&
    was.group.entries.every((entry, index) => entry === now.group.entries[index]),
)

/** `Today · Sunday 22 November 2026`, `Friday · 20 November 2026`. */
function DayHeading({ day, id }: { day: string | null; id: string }) {
  const { locale, today, words } = useReader()
  const [near, rest] = headingOf()
  return (
    <h3 id={id} className={css.heading}>
      {near} {rest && <span>· {rest}</span>}
    </h3>
  )

  function headingOf(): readonly [string, string?] {
    if (day === null) return [words.dateUnknown]
    const name = weekday(day, locale)
    const date = longDate(day, locale)
    if (day === today) return [words.today, `${name} ${date}`]
    if (day === addDays(today, -1)) return [words.yesterday, `${name} ${date}`]
    return [name, date]
  }
}
