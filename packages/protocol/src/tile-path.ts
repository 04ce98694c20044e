/** Where a tile or a bundle of entries stands: `tile/<level>/<index>[.p/<width>]`, `tile/entries/…`. C2SP tlog-tiles. */
import { parseCount } from './checkpoint.ts'
import { TILE_WIDTH } from './tile.ts'

export interface TilePlace {
  /** 0 to 63; `entries` for a bundle of leaves. */
  readonly level: number | 'entries'
  /** Place among the tiles of its level, from 0. */
  readonly index: number
  /** Hashes (or leaves) in it: 256 for a full one, 1 to 255 for the last one of its level. */
  readonly width: number
}

/** `{level: 0, index: 1234067, width: 12}` → `tile/0/x001/x234/067.p/12`. */
export function tilePath({ level, index, width }: TilePlace): string {
  let path = String(index % 1000).padStart(3, '0')
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000))
    path = `x${String(rest % 1000).padStart(3, '0')}/${path}`
  return `tile/${level}/${path}${width === TILE_WIDTH ? '' : `.p/${width}`}`
}

/** Undefined where the path is not exactly that of a tile. */
export function parseTilePath(path: string): TilePlace | undefined {
  const [, level, groups, last, width] =
    /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,5})(\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path) ?? []
  if (level === undefined || groups === undefined) return undefined
  const place = {
    level: level === 'entries' ? level : Number(level),
    index: Number(groups.replaceAll(/[x/]/g, '') + last),
    width: width === undefined ? TILE_WIDTH : (parseCount(width) ?? 0),
  } as const
  const fits =
    place.width >= 1 && place.width <= TILE_WIDTH && Number(place.level === 'entries' ? 0 : level) < 64
  // What would be written otherwise (leading zeros, a leading x000, .p/256) is not a place of its own.
  return fits && Number.isSafeInteger(place.index) && tilePath(place) === path ? place : undefined
}

/** The tiles of one level of a tree: how many are full, and how wide the unfinished one is (0 where there is none). */
export function tilesOfLevel(size: number, level: number): { readonly full: number; readonly width: number } {
  const hashes = Math.floor(size / TILE_WIDTH ** level)
  return { full: Math.floor(hashes / TILE_WIDTH), width: hashes % TILE_WIDTH }
}
