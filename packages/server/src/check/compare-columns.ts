/** The columns beside an object's sealed state, against the state and what entries said of its money. */
import type { State } from '../entry/state.ts'
import { DAY_MS, parseOccurrence } from '../entry/times.ts'
import type { Workspace } from '../entry/workspace.ts'
import { accountColumns, type MoneyToldAgain, withStored } from '../store/accounts.ts'
import type { ObjectRow } from '../store/check/object-rows.ts'
import { columnsOf, type ObjectColumns } from '../store/object-columns.ts'
import type { Checking } from './checking.ts'

/** Columns that came later than others: of an older row the filling may not have reached yet, each part has none. */
const ACCOUNT = ['account', 'part', 'amount', 'since', 'told_amount', 'told_returned'] as const
const TAKEN = ['taken_until', 'taken_from', 'member', 'room', 'shared', 'seats'] as const
const STATE = ['lookup', 'state', 'state_keys', 'client_id', 'starts_at', 'status'] as const
/** Local times of two zones are never further apart, in ms. */
const ZONES_APART = 2 * DAY_MS
/** Every other zone lies between these, and each local time is there in them, once. */
const OUTERMOST = ['Etc/GMT+12', 'Etc/GMT-14'] as const

/** True where nothing is left in the row but that there is an object. */
export const isEmptied = (row: ObjectRow): boolean =>
  [...STATE, ...ACCOUNT, ...TAKEN].every(column => row[column] === null)

/** @param state the business half, as it is stored */
export function columnsAgree(
  { workspace, keys, filled }: Checking,
  row: ObjectRow,
  state: State,
  money: MoneyToldAgain,
): boolean {
  const isUnfilled = (columns: typeof ACCOUNT | typeof TAKEN): boolean =>
    row.object_id > filled.objects && columns.every(column => row[column] === null)
  const inZone = (zone: string, of = state): ObjectColumns => columnsOf(row.type, of, zone, keys)
  const told = inZone(workspace.timeZone)
  return (
    row.status === (told.status ?? null) &&
    startAgrees(row, told, state, workspace) &&
    (isUnfilled(TAKEN) || takenAgrees(row, told, state, inZone)) &&
    (isUnfilled(ACCOUNT) || accountAgrees(row, state, money))
  )
}

function accountAgrees(row: ObjectRow, state: State, money: MoneyToldAgain): boolean {
  // Of entries that nobody can open any more only the row still knows what they said.
  const stored = { amount: row.told_amount ?? undefined, returned: row.told_returned ?? undefined }
  const told = accountColumns(row.type, row.object_id, withStored(money, stored), state)
  const expected = [told.account, told.part, told.amount, told.since, told.toldAmount, told.toldReturned]
  return ACCOUNT.every((column, i) => row[column] === (expected[i] ?? null))
}

function startAgrees(
  { starts_at: stored }: ObjectRow,
  { startsAt }: ObjectColumns,
  state: State,
  { counting }: Workspace,
): boolean {
  if (stored === (startsAt ?? null)) return true
  // A local time was read in the zone of its day, which the workspace may have changed since.
  if (!isLocal(state, 'startsAt')) return false
  if (stored !== null && startsAt !== undefined) return Math.abs(stored - startsAt) <= ZONES_APART
  // In one of the zones clocks leave that time out, or show it twice: there it is no time.
  return counting.current.zone !== undefined
}

function takenAgrees(
  row: ObjectRow,
  told: ObjectColumns,
  state: State,
  inZone: (zone: string, of?: State) => ObjectColumns,
): boolean {
  if (row.starts_at === null) return TAKEN.every(column => row[column] === null)
  if (row.starts_at === told.startsAt && sameTaken(row, told, 0)) return true
  // Which of two ends comes behind the start may be another in another zone, and which local times there are.
  const endsLocally = isLocal(state, 'endsAt')
  if (!endsLocally && !isLocal(state, 'startsAt')) return false
  // And an end that clocks left out, or showed twice, in the zone of its day was none.
  const { endsAt: _, ...endless } = state
  const states = endsLocally ? [state, endless] : [state]
  const elsewhere = states.flatMap(of => OUTERMOST.map(zone => inZone(zone, of)))
  return [told, ...elsewhere].some(one => sameTaken(row, one, ZONES_APART))
}

/** @param apart ms at most between the ends */
function sameTaken(row: ObjectRow, told: ObjectColumns, apart: number): boolean {
  const same = (stored: Buffer | null, other: Buffer | undefined): boolean =>
    stored === null ? other === undefined : other !== undefined && stored.equals(other)
  const sameUntil =
    row.taken_until === null || told.takenUntil === undefined
      ? row.taken_until === (told.takenUntil ?? null)
      : Math.abs(row.taken_until - told.takenUntil) <= apart
  // What a booking takes before its start lies as far from the start as its entries say.
  const before = row.taken_from === null ? undefined : row.starts_at! - row.taken_from
  const sameBefore = before === (told.takenFrom === undefined ? undefined : told.startsAt! - told.takenFrom)
  const sameGroup = same(row.shared, told.shared) && row.seats === (told.seats ?? null)
  return sameUntil && sameBefore && sameGroup && same(row.member, told.member) && same(row.room, told.room)
}

/** True of a text that is another moment in another zone. */
function isLocal(state: State, field: string): boolean {
  const text = state[field]?.v
  if (typeof text !== 'string') return false
  const [here, there] = OUTERMOST.map(zone => parseOccurrence(text, zone))
  return typeof here === 'object' && typeof there === 'object' && here.at !== there.at
}
