import { useInZone } from './use-in-zone.ts'

/** An instant in the reader's zone; the exact one, in UTC, where it is pointed at. */
export function Stamp({ at }: { at: string }) {
  const inZone = useInZone()
  return (
    <time dateTime={at} title={at}>
      {inZone.stamp(at)}
    </time>
  )
}
