/**
 * The tables that an erasure clears: each with what is done there, and the statements that do it. They run in the
 * erasure's transaction behind the head's lock and answer how many rows they touched.
 */
import { eraseExports } from '../exports/erase-exports.ts'
import { eraseOnline } from '../online/erase-online.ts'
import { eraseSavedViews } from '../saved-views/erase-saved-views.ts'
import { endMerges } from '../merging/client-merges.ts'
import type { Run, Statement } from '../transaction.ts'
import type { Gone } from './client-privacy.ts'

export interface ErasureTarget {
  readonly workspaceId: number
  readonly clientId: number
  readonly mode: Gone
  /** The erasure's own entry. */
  readonly seq: number
  /** Saved views whose texts name the client. */
  readonly views?: readonly number[]
}

export interface RowStore {
  readonly store: string
  /** In plain words, for the receipt; absent where this mode leaves the store alone. */
  readonly done: Readonly<Partial<Record<Gone, string>>>
  clear(run: Run, target: ErasureTarget): Promise<number>
}

const DESTROY_KEYS = {
  name: 'destroy_client_keys',
  text: `with gone as (delete from daybook.client_keys
           where workspace_id = $1 and client_id = $2 and ($3::boolean or kind <> 0) returning 1)
         select count(*) as n from gone`,
}
const CLEAR_DIRECTORY = {
  name: 'clear_directory',
  text: `with cleared as (update daybook.clients
           set lookup = null, directory = null, version = version + 1, directory_seq = $3
           where workspace_id = $1 and client_id = $2 returning 1)
         select count(*) as n from cleared`,
}
const OWN = `select c.object_id from daybook.object_clients c where c.workspace_id = $1 and c.client_id = $2`
const OTHERS = `exists (select from daybook.object_clients other
  where other.workspace_id = $1 and other.object_id = o.object_id and other.client_id <> $2)`

// Only objects of nobody else. The row stays without anything in it, because entries refer to its id.
const CLEAR_OBJECTS = {
  name: 'clear_objects',
  text: `with cleared as (update daybook.objects o
           set lookup = null, state = null, state_keys = null, client_id = null, starts_at = null, status = null,
             taken_until = null, member = null, room = null, account = null, part = null, amount = null, since = null,
             told_amount = null, told_returned = null, taken_from = null, shared = null, seats = null,
             version = version + 1
           where o.workspace_id = $1 and o.object_id in (${OWN}) and not ${OTHERS} returning 1)
         select count(*) as n from cleared`,
}
// The state's key stands wrapped for each owner, 40 bytes each in their order: theirs is cut out.
const CUT_STATE_KEYS = {
  name: 'cut_state_keys',
  text: `with cut as (update daybook.objects o
           set state_keys = overlay(o.state_keys placing ''::bytea
               from (mine.before * 40 + 1)::int for 40), version = o.version + 1
           from (select c.object_id, (select count(*) from daybook.object_clients b
                   where b.workspace_id = $1 and b.object_id = c.object_id and b.place < c.place) as before
                 from daybook.object_clients c where c.workspace_id = $1 and c.client_id = $2) mine
           where o.workspace_id = $1 and o.object_id = mine.object_id and ${OTHERS} returning 1)
         select count(*) as n from cut`,
}
const LEAVE_OBJECTS = {
  name: 'leave_objects',
  text: `with mine as (delete from daybook.object_clients
           where workspace_id = $1 and client_id = $2 returning object_id, place),
         moved as (update daybook.object_clients o set place = o.place - 1 from mine
           where o.workspace_id = $1 and o.object_id = mine.object_id and o.client_id <> $2 and o.place > mine.place)
         select count(*) as n from mine`,
}
// Whose the client is stands in what is now closed: in the profile, and with an erasure in their bookings.
const UNASSIGN = {
  name: 'unassign_erased',
  text: `with gone as (delete from daybook.assigned a where a.workspace_id = $1 and (a.object = $2 or ($3::boolean
             and a.object in (${OWN}) and not exists (select from daybook.object_clients other
               where other.workspace_id = $1 and other.object_id = a.object and other.client_id <> $2)))
           returning 1)
         select count(*) as n from gone`,
}
// What the facts told goes with them, where no other client can open them; on whose behalf an entry was made, its record
// says in clear.
const CLEAR_MARKS = {
  name: 'clear_marks',
  text: `with cleared as (update daybook.marks m
           set mark = case when m.mark < 16 then m.mark & 1 else 0 end, starts_at = null
           where m.workspace_id = $1 and (m.mark >= 16 or m.mark & 2 = 2 or m.starts_at is not null)
             and m.seq in (select seq from daybook.marks where workspace_id = $1 and object = $2)
             and not exists (select from daybook.marks other
               join daybook.client_keys k on k.workspace_id = $1 and k.client_id = other.object and k.kind = 0
               where other.workspace_id = $1 and other.seq = m.seq and other.object <> $2)
           returning 1)
         select count(*) as n from cleared`,
}
const CLEAR_PERSONAL = {
  name: 'clear_personal_states',
  text: `with cleared as (update daybook.object_clients set state = null
           where workspace_id = $1 and client_id = $2 and state is not null returning 1)
         select count(*) as n from cleared`,
}
// What other servers have prepared on these states is no longer good.
const MOVE_OBJECTS = {
  name: 'move_objects',
  text: `with moved as (update daybook.objects o set version = version + 1
           where o.workspace_id = $1 and o.object_id in (${OWN}) returning 1)
         select count(*) as n from moved`,
}

const count = async (run: Run, statement: Statement, values: unknown[]): Promise<number> =>
  (await run<{ n: number }>(statement, values))[0]!.n

const both = ({ workspaceId, clientId }: ErasureTarget): number[] => [workspaceId, clientId]

/** In the order in which they run: who owns what is asked before it is forgotten. */
export const ROW_STORES: readonly RowStore[] = [
  {
    store: 'saved_views',
    done: {
      erased: 'saved views deleted whose filters or names told of the client, with their keys',
      anonymised: 'saved views deleted whose filters or names told of the client, with their keys',
    },
    clear: (run, { workspaceId, clientId, views = [] }) => eraseSavedViews(run, workspaceId, clientId, views),
  },
  ...(
    [
      ['client_sessions', 'sessions in the portal ended'],
      ['client_links', 'links that the client was sent ended'],
      ['letters', 'letters that were not sent yet dropped'],
    ] as const
  ).map(([store, done]) => ({
    store,
    done: { erased: done, anonymised: done },
    clear: (run: Run, target: ErasureTarget) => eraseOnline(run, store, target),
  })),
  {
    store: 'client_keys',
    done: {
      erased: 'every key of the client destroyed: facts, profile, and each year’s personal details',
      anonymised: 'the personal keys destroyed: profile, and each year’s personal details',
    },
    clear: (run, target) => count(run, DESTROY_KEYS, [...both(target), target.mode === 'erased']),
  },
  {
    store: 'clients',
    done: {
      erased: 'the profile and the id of the host cleared',
      anonymised: 'the profile and the id of the host cleared',
    },
    clear: (run, target) => count(run, CLEAR_DIRECTORY, [...both(target), target.seq]),
  },
  {
    store: 'client_merges',
    done: {
      erased: 'merges that the client had part in ended: whoever was merged with them stands alone',
      anonymised: 'merges that the client had part in ended: whoever was merged with them stands alone',
    },
    clear: (run, { workspaceId, clientId }) => endMerges(run, workspaceId, clientId),
  },
  {
    store: 'objects',
    done: { erased: 'the states of what belonged to this client alone cleared, with their times and status' },
    clear: async (run, target) =>
      target.mode === 'erased'
        ? count(run, CLEAR_OBJECTS, both(target))
        : count(run, MOVE_OBJECTS, both(target)),
  },
  {
    store: 'objects of several clients',
    done: { erased: 'this client’s wrapping of the state’s key cut out' },
    clear: async (run, target) => (target.mode === 'erased' ? count(run, CUT_STATE_KEYS, both(target)) : 0),
  },
  {
    store: 'assigned',
    done: {
      erased: 'to whom of the staff the client and their bookings were assigned, cleared',
      anonymised: 'to whom of the staff the client was assigned, cleared',
    },
    clear: (run, target) => count(run, UNASSIGN, [...both(target), target.mode === 'erased']),
  },
  {
    store: 'marks',
    done: {
      erased:
        'what patterns count by, cleared: which cancellations came late, for when sessions were booked, how messages went',
    },
    clear: async (run, target) => (target.mode === 'erased' ? count(run, CLEAR_MARKS, both(target)) : 0),
  },
  {
    store: 'object_clients',
    done: {
      erased: 'the personal half of each state, and whose it was, cleared',
      anonymised: 'the personal half of each state cleared',
    },
    clear: (run, target) =>
      count(run, target.mode === 'erased' ? LEAVE_OBJECTS : CLEAR_PERSONAL, both(target)),
  },
  {
    store: 'exports',
    done: {
      erased: 'the key of every kept export that held the client destroyed, with what was asked for',
      anonymised: 'the key of every kept export that held the client destroyed, with what was asked for',
    },
    clear: (run, target) => eraseExports(run, target.workspaceId, [target.clientId]),
  },
]
