/** Whoever has the whole database in their hands, and not what lies outside it, is found out: what and where. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testSeed } from '../../../../test/seed.ts'
import { checkLog } from '../actions/check-log.ts'
import { continueLog } from '../actions/continue-log.ts'
import { formatId } from '../ids.ts'
import type { Problem } from './problems.ts'
import { openTamperedLog, type TamperedLog } from './tampered-log.fixture.ts'

let log: TamperedLog

beforeAll(async () => {
  log = await openTamperedLog()
})
afterAll(() => log.close())

/** Changes the database, and answers the first problem that check-log then names. */
const firstAfter = (change: () => Promise<unknown>, of = log): Promise<Problem | undefined> =>
  of.undone(async () => {
    await change()
    return (await of.check()).problems[0]
  }, 'by SQL')

const flip = (column: string, at: string | number): string =>
  `${column} = set_byte(${column}, ${at}, get_byte(${column}, ${at}) # 1)`

interface Case {
  readonly change: string
  readonly sql: string
  /** The entry that check-log must name, or a query that gives it. */
  readonly seq: number | string
  readonly what: RegExp
}

const WS = 'workspace_id = $ws'
const ENTRY = `${WS} and seq = `
/** A link of an entry that has a client. */
const LINK = `${WS} and seq = 300 and object = (select max(object) from daybook.links where ${ENTRY} 300)`
const OBJECT = `(select o.object_id from daybook.objects o where o.${WS} and o.status is not null
  and o.starts_at is not null order by o.object_id limit 1)`
const PAYMENT = `(select o.object_id from daybook.objects o where o.${WS} and o.type = 'payment' and o.account is not null
  and o.state is not null order by o.object_id limit 1)`
const TAKING = `(select o.object_id from daybook.objects o where o.${WS} and o.taken_until is not null order by o.object_id limit 1)`
const EMPTIED = `(select o.object_id from daybook.objects o where o.${WS} and o.state is null order by o.object_id limit 1)`
const CLIENT = `(select c.client_id from daybook.clients c where c.${WS} and (select count(*) from daybook.links l
  where l.${WS} and l.object = c.client_id) > 5 order by c.client_id limit 1)`
/** Whoever was only created: neither an entry nor an object is sealed under the key of their facts yet. */
const FACTLESS = `(select min(c.client_id) from daybook.clients c where c.${WS} and c.directory is not null
  and not exists (select from daybook.links l join daybook.entries e using (workspace_id, seq)
    where l.${WS} and l.object = c.client_id and e.facts is not null))`
/** Whoever was erased and had no facts either. */
const ERASED = `(select min(p.client_id) from daybook.client_privacy p where p.${WS} and p.gone = 2
  and not exists (select from daybook.links l join daybook.entries e using (workspace_id, seq)
    where l.${WS} and l.object = p.client_id and e.facts is not null))`
const SEVERAL = `(select min(seq) from daybook.entries where ${WS} and facts_keys is not null)`
const KEYED = `(select min(seq) from daybook.entries where ${WS} and key_mac is not null and seq > 100)`

const MERGED = `(select seq from daybook.client_merges where ${WS})`
const UNMERGED = `(select min(client_id) from daybook.clients where ${WS}
  and not exists (select from daybook.client_merges m where m.${WS} and clients.client_id in (m.client_id, m.survivor)))`

const CASES: readonly Case[] = [
  {
    change: 'a merge that is taken away',
    sql: `delete from daybook.client_merges where ${WS}`,
    seq: MERGED,
    what: /it merges cl_\w+ into cl_\w+, and the list of merges does not have it/,
  },
  {
    change: 'a merge that nobody made',
    sql: `insert into daybook.client_merges select workspace_id, ${UNMERGED}, survivor, 300 from daybook.client_merges where ${WS}`,
    seq: 300,
    what: /the list of merges has cl_\w+ into cl_\w+, and no entry in force tells so/,
  },
  {
    change: 'a byte of a record part',
    sql: `update daybook.entries set record = replace(record, 'Member', 'Nember') where ${ENTRY} 300`,
    seq: 300,
    what: /record part/,
  },
  {
    change: 'a record that is no part any more',
    sql: `update daybook.entries set record = left(record, -1) where ${ENTRY} 300`,
    seq: 300,
    what: /cannot be read/,
  },
  {
    change: 'a digest',
    sql: `update daybook.entries set ${flip('digests', 40)} where ${ENTRY} 300`,
    seq: 300,
    what: /leaf hash is not that of its record, its digests/,
  },
  {
    change: 'the digest of the record',
    sql: `update daybook.entries set ${flip('digests', 3)} where ${ENTRY} 300`,
    seq: 300,
    what: /record part, or the digest of it/,
  },
  {
    change: 'a leaf hash',
    sql: `update daybook.entries set ${flip('leaf_hash', 31)} where ${ENTRY} 300`,
    seq: 300,
    what: /leaf hash/,
  },
  {
    change: 'a leaf hash in the unfinished tile',
    sql: `update daybook.entries set ${flip('leaf_hash', 0)} where ${ENTRY} 690`,
    seq: 690,
    what: /leaf hash/,
  },
  {
    change: 'the second of recording',
    sql: `update daybook.entries set recorded_at = recorded_at + 1 where ${ENTRY} 300`,
    seq: 300,
    what: /second of its recording/,
  },
  {
    change: 'a hash of a tile',
    sql: `update daybook.tiles set ${flip('hashes', 32 * 10 + 5)} where ${WS} and level = 0 and index = 1`,
    seq: 267,
    what: /tile 0\/1 of the tree does not hold its hash/,
  },
  {
    change: 'the root of a tile',
    sql: `update daybook.tiles set ${flip('root', 0)} where ${WS} and level = 0 and index = 1`,
    seq: 257,
    what: /tile 0\/1 of the tree has not the root/,
  },
  {
    change: 'a tile taken away',
    sql: `delete from daybook.tiles where ${WS} and index = 1`,
    seq: 257,
    what: /tile 0\/1 of the tree is missing/,
  },
  {
    change: 'a tile put in',
    sql: `insert into daybook.tiles select workspace_id, level, 7, hashes, root from daybook.tiles where ${WS} and index = 1`,
    seq: 0,
    what: /tile 0\/7, which the tree does not have/,
  },
  {
    change: 'the frontier',
    sql: `update daybook.log_heads set ${flip('frontier', 40)} where ${WS}`,
    seq: 513,
    what: /entries 513 to 640 is not what the frontier/,
  },
  {
    change: 'the root',
    sql: `update daybook.log_heads set ${flip('root', 40 - 32)} where ${WS}`,
    seq: 700,
    what: /root in the log’s head/,
  },
  {
    change: 'the size, one more',
    sql: `update daybook.log_heads set size = 701 where ${WS}`,
    seq: 701,
    what: /it is missing/,
  },
  {
    change: 'the size, one less',
    sql: `update daybook.log_heads set size = 699 where ${WS}`,
    seq: 697,
    what: /frontier/,
  },
  {
    change: 'the generation',
    sql: `update daybook.log_heads set generation = 1 where ${WS}`,
    seq: 700,
    what: /generation 1/,
  },
  {
    change: 'the root of a checkpoint',
    sql: `update daybook.checkpoints set ${flip('root', 3)} where ${WS} and size = 402`,
    seq: 402,
    what: /checkpoint of 402 entries does not say/,
  },
  {
    change: 'the note of a checkpoint',
    sql: `update daybook.checkpoints set note = overlay(note placing 'AAAA' from length(note) - 20) where ${WS} and size = 402`,
    seq: 402,
    what: /checkpoint of 402 entries is not signed/,
  },
  {
    change: 'the size of a checkpoint',
    sql: `update daybook.checkpoints set size = 403 where ${WS} and size = 402`,
    seq: 403,
    what: /does not say what its signed note says/,
  },
  {
    change: 'a sealed facts part',
    sql: `update daybook.entries set ${flip('facts', 20)} where ${ENTRY} 300`,
    seq: 300,
    what: /facts part/,
  },
  {
    change: 'a facts part in clear',
    sql: `update daybook.entries set facts = overlay(facts placing 'x'::bytea from length(facts) - 3) where ${ENTRY} (select min(seq) from daybook.entries where ${WS} and client is null and facts is not null and seq > 50)`,
    seq: `select min(seq) from daybook.entries where ${WS} and client is null and facts is not null and seq > 50`,
    what: /facts part/,
  },
  {
    change: 'a sealed client part',
    sql: `update daybook.entries set ${flip('client', 15)} where ${ENTRY} 300`,
    seq: 300,
    what: /part client is not/,
  },
  {
    change: 'the part of a second client',
    sql: `update daybook.entries set ${flip('more_clients', 30)} where ${ENTRY} ${SEVERAL}`,
    seq: `select ${SEVERAL}`,
    what: /part client_2 is not/,
  },
  {
    change: 'a wrapped key of facts',
    sql: `update daybook.entries set ${flip('facts_keys', 50)} where ${ENTRY} ${SEVERAL}`,
    seq: `select ${SEVERAL}`,
    what: /key of its facts/,
  },
  {
    change: 'a client part taken away',
    sql: `update daybook.entries set client = null, more_clients = null where ${ENTRY} 300`,
    seq: 300,
    what: /client parts/,
  },
  {
    change: 'when it happened',
    sql: `update daybook.entries set occurred_at = occurred_at + 1 where ${ENTRY} 300`,
    seq: 300,
    what: /column occurred_at/,
  },
  {
    change: 'who acted',
    sql: `update daybook.entries set actor = actor + 1 where ${ENTRY} 300`,
    seq: 300,
    what: /column actor/,
  },
  {
    change: 'the kind, and with it the category',
    sql: `update daybook.entries set kind = (select kind from daybook.kinds where ${WS} and category = 'payments' limit 1) where ${ENTRY} 303`,
    seq: 303,
    what: /column kind/,
  },
  {
    change: 'the category of a kind',
    sql: `update daybook.kinds set category = 'system' where ${WS} and action = 'client.updated'`,
    seq: `select min(e.seq) from daybook.entries e join daybook.kinds k using (workspace_id, kind) where e.${WS} and k.action = 'client.updated'`,
    what: /column kind/,
  },
  {
    change: 'the date',
    sql: `update daybook.entries set day = 20000 where ${ENTRY} 301`,
    seq: 301,
    what: /column day/,
  },
  {
    change: 'the source',
    sql: `update daybook.entries set source = source % 8 + 1 where ${ENTRY} 300`,
    seq: 300,
    what: /column source/,
  },
  {
    change: 'the outcome',
    sql: `update daybook.entries set outcome = outcome % 3 + 1 where ${ENTRY} 300`,
    seq: 300,
    what: /column outcome/,
  },
  {
    change: 'an idempotency key',
    sql: `update daybook.entries set ${flip('key_mac', 2)} where ${ENTRY} ${KEYED}`,
    seq: `select ${KEYED}`,
    what: /column key_mac/,
  },
  {
    change: 'an idempotency key taken away',
    sql: `update daybook.entries set key_mac = null where ${ENTRY} ${KEYED}`,
    seq: `select ${KEYED}`,
    what: /column key_mac/,
  },
  {
    change: 'a link taken away',
    sql: `delete from daybook.links where ${LINK}`,
    seq: 300,
    what: /a link to it is missing/,
  },
  {
    change: 'a link moved to another client',
    sql: `update daybook.links set object = 5 where ${LINK}`,
    seq: 300,
    what: /a link to it is missing/,
  },
  {
    change: 'a link moved in time',
    sql: `update daybook.links set occurred_at = occurred_at - 1 where ${LINK}`,
    seq: 300,
    what: /a link to it is missing/,
  },
  {
    change: 'the action of a link',
    sql: `update daybook.links set kind = 1 where ${LINK}`,
    seq: 300,
    what: /a link to it does not say/,
  },
  {
    change: 'a link put in',
    sql: `insert into daybook.links select workspace_id, 5, occurred_at, seq, actor, kind, day, source, outcome from daybook.links where ${LINK}`,
    seq: 300,
    what: /none of its own/,
  },
  {
    change: 'a count of the log',
    sql: `update daybook.counts set n = n + 1 where ${WS} and object = 0 and (day, kind, source, actor) = (select day, kind, source, actor from daybook.entries where ${WS} and day is not null order by seq limit 1)`,
    seq: `select min(seq) from daybook.entries where ${WS} and day is not null`,
    what: /the count of the log .* says \d+/,
  },
  {
    change: 'a count of a client',
    sql: `update daybook.counts set n = n + 1 where ${WS} and object = ${CLIENT}`,
    seq: `select min(seq) from daybook.links where ${WS} and object = ${CLIENT}`,
    what: /a count of cl_\w+ says/,
  },
  {
    change: 'a count taken away',
    sql: `delete from daybook.counts where ${WS} and object = ${CLIENT}`,
    seq: `select min(seq) from daybook.links where ${WS} and object = ${CLIENT}`,
    what: /a count of cl_\w+ says 0/,
  },
  {
    change: 'counts put in',
    sql: `insert into daybook.counts values ($ws, 77, 0, 0, 1, 1, 1, 1)`,
    seq: 0,
    what: /1 counts belong/,
  },
  {
    change: 'the status of an object',
    sql: `update daybook.objects set status = 'paid' where ${WS} and object_id = ${OBJECT}`,
    seq: `select max(seq) from daybook.links where ${WS} and object = ${OBJECT} and seq <= (select last_seq from daybook.objects where ${WS} and object_id = ${OBJECT})`,
    what: /the state of ob_\w+ is not what/,
  },
  {
    change: 'when an object starts',
    sql: `update daybook.objects set starts_at = starts_at + 60000 where ${WS} and object_id = ${OBJECT}`,
    seq: `select last_seq from daybook.objects where ${WS} and object_id = ${OBJECT}`,
    what: /the state of ob_\w+ is not what/,
  },
  {
    change: 'what stands on an account, emptied',
    sql: `update daybook.objects set account = null, part = null, amount = null, since = null, told_amount = null, told_returned = null where ${WS} and object_id = ${PAYMENT}`,
    seq: `select last_seq from daybook.objects where ${WS} and object_id = ${PAYMENT}`,
    what: /the state of ob_\w+ is not what/,
  },
  {
    change: 'the time that a booking takes, emptied',
    sql: `update daybook.objects set taken_until = null, taken_from = null, member = null, room = null, shared = null, seats = null where ${WS} and object_id = ${TAKING}`,
    seq: `select last_seq from daybook.objects where ${WS} and object_id = ${TAKING}`,
    what: /the state of ob_\w+ is not what/,
  },
  {
    change: 'a status beside a state that an erasure emptied',
    sql: `update daybook.objects set status = 'paid' where ${WS} and object_id = ${EMPTIED}`,
    seq: `select max(seq) from daybook.links where ${WS} and object = ${EMPTIED}`,
    what: /ob_\w+ was emptied by an erasure, and something stands in it/,
  },
  {
    change: 'an account beside a state that an erasure emptied',
    sql: `update daybook.objects set account = object_id, part = 1, amount = 1 where ${WS} and object_id = ${EMPTIED}`,
    seq: `select max(seq) from daybook.links where ${WS} and object = ${EMPTIED}`,
    what: /ob_\w+ was emptied by an erasure, and something stands in it/,
  },
  {
    change: 'a state put back where an erasure emptied it',
    sql: `update daybook.objects set state = '\\x00'::bytea, client_id = ${ERASED} where ${WS} and object_id = ${EMPTIED}`,
    seq: `select max(seq) from daybook.links where ${WS} and object = ${EMPTIED}`,
    what: /ob_\w+ was emptied by an erasure, and something stands in it/,
  },
  {
    change: 'the state of an object',
    sql: `update daybook.objects set ${flip('state', 20)} where ${WS} and object_id = ${OBJECT}`,
    seq: `select last_seq from daybook.objects where ${WS} and object_id = ${OBJECT}`,
    what: /state of ob_\w+ cannot be opened/,
  },
  {
    change: 'an object taken away',
    sql: `delete from daybook.objects where ${WS} and object_id = ${OBJECT}`,
    seq: `select min(seq) from daybook.links where ${WS} and object = ${OBJECT}`,
    what: /row of ob_\w+ is missing/,
  },
  {
    change: 'an owner taken away',
    sql: `delete from daybook.object_clients where ${WS} and object_id = ${OBJECT}`,
    seq: `select last_seq from daybook.objects where ${WS} and object_id = ${OBJECT}`,
    what: /not of the clients/,
  },
  {
    change: 'a client taken away',
    sql: `delete from daybook.clients where ${WS} and client_id = ${CLIENT}`,
    seq: `select min(seq) from daybook.links where ${WS} and object = ${CLIENT}`,
    what: /row of cl_\w+ is missing/,
  },
  {
    change: 'the directory of a client emptied',
    sql: `update daybook.clients set directory = null where ${WS} and client_id = ${CLIENT}`,
    seq: `select directory_seq from daybook.clients where ${WS} and client_id = ${CLIENT}`,
    what: /no entry tells of an erasure/,
  },
  {
    change: 'the keys of a client destroyed without an entry',
    sql: `delete from daybook.client_keys where ${WS} and client_id = ${CLIENT}`,
    seq: `select min(seq) from daybook.links where ${WS} and object = ${CLIENT}`,
    what: /is missing, and no entry tells of an erasure/,
  },
  {
    change: 'a client key',
    sql: `update daybook.client_keys set ${flip('wrapped', 7)} where ${WS} and client_id = ${CLIENT} and kind = 0`,
    seq: `select min(l.seq) from daybook.links l join daybook.entries e using (workspace_id, seq) where l.${WS} and l.object = ${CLIENT} and e.facts is not null`,
    what: /key that opens its part facts, of cl_\w+, was changed/,
  },
  {
    change: 'a key of facts, of a client whose entries have none, given to nobody',
    sql: `update daybook.client_keys set client_id = client_id + 1 where ${WS} and client_id = ${FACTLESS} and kind = 0`,
    seq: `select min(seq) from daybook.links where ${WS} and object = ${FACTLESS}`,
    what: /the key of the facts of cl_\w+ is missing/,
  },
  {
    change: 'a key of nobody put in',
    sql: `insert into daybook.client_keys select workspace_id, 77, kind, kek, wrapped from daybook.client_keys where ${WS} and client_id = ${CLIENT} and kind = 0`,
    seq: 0,
    what: /1 keys belong to no client/,
  },
  {
    change: 'the key of an export that is not there put in',
    sql: `insert into daybook.client_keys select workspace_id, 78, -2, kek, wrapped from daybook.client_keys where ${WS} and client_id = ${CLIENT} and kind = 0`,
    seq: 0,
    what: /1 keys belong to no client/,
  },
  {
    change: 'a key of somebody erased put back',
    sql: `insert into daybook.client_keys select k.workspace_id, p.client_id, 0, k.kek, k.wrapped from daybook.client_keys k, daybook.client_privacy p where k.workspace_id = $ws and k.client_id = ${CLIENT} and k.kind = 0 and p.workspace_id = $ws and p.client_id = ${ERASED}`,
    seq: `select gone_seq from daybook.client_privacy where ${WS} and client_id = ${ERASED}`,
    what: /it tells that keys of cl_\w+ were destroyed, and there is one/,
  },
  {
    change: 'the name of somebody who acted',
    sql: `update daybook.actors set name = 'Nobody' where ${WS} and host_id = 'm1'`,
    seq: 12,
    what: /row of who acted/,
  },
  {
    change: 'a deleted client shown again by another entry',
    sql: `update daybook.client_privacy set deleted_seq = deleted_seq - 1 where ${WS} and deleted_seq is not null`,
    seq: `select deleted_seq - 1 from daybook.client_privacy where ${WS} and deleted_seq is not null`,
    what: /what is decided about cl_\w+ is not what entry/,
  },
  {
    change: 'a hold dated back',
    sql: `update daybook.client_privacy set held_at = held_at - 86400000 where ${WS} and held_seq is not null`,
    seq: `select held_seq from daybook.client_privacy where ${WS} and held_seq is not null`,
    what: /what is decided about cl_\w+ is not what entry/,
  },
  {
    change: 'a request for erasure taken away',
    sql: `delete from daybook.privacy_requests where ${WS}`,
    seq: `select seq from daybook.privacy_requests where ${WS}`,
    what: /asks for an erasure, and the list of requests does not have it/,
  },
  {
    change: 'the receipt of an erasure taken away',
    sql: `delete from daybook.erasures where ${WS} and mode = 2`,
    seq: `select min(l.seq) from daybook.links l join daybook.erasures r on r.client_id = l.object where l.${WS} and r.mode = 2`,
    what: /no entry tells of an erasure/,
  },
  {
    change: 'an entry taken away',
    sql: `delete from daybook.entries where ${ENTRY} 300`,
    seq: 300,
    what: /it is missing/,
  },
  {
    change: 'an entry taken away with its links and counts',
    sql: `delete from daybook.entries where ${ENTRY} 300; delete from daybook.links where ${ENTRY} 300`,
    seq: 300,
    what: /it is missing/,
  },
  {
    change: 'the first entry taken away',
    sql: `delete from daybook.entries where ${ENTRY} 1`,
    seq: 1,
    what: /it is missing/,
  },
  {
    change: 'the last entry taken away',
    sql: `delete from daybook.entries where ${ENTRY} 700`,
    seq: 700,
    what: /it is missing/,
  },
  {
    change: 'an entry put behind the head',
    sql: `insert into daybook.entries select workspace_id, 701, recorded_at, occurred_at, actor, kind, day, source, outcome, leaf_hash, digests, null, record, facts, facts_keys, client, more_clients from daybook.entries where ${ENTRY} 300`,
    seq: 701,
    what: /the head does not count it/,
  },
  {
    change: 'two entries swapped',
    sql: `update daybook.entries set seq = -300 where ${ENTRY} 300; update daybook.entries set seq = 300 where ${ENTRY} 310; update daybook.entries set seq = 310 where ${ENTRY} -300`,
    seq: 300,
    what: /./,
  },
  {
    change: 'two entries swapped with their links',
    sql: `update daybook.entries set seq = -seq where ${WS} and seq in (300, 310); update daybook.links set seq = -seq where ${WS} and seq in (300, 310); update daybook.entries set seq = 610 + seq where ${WS} and seq < 0; update daybook.links set seq = 610 + seq where ${WS} and seq < 0`,
    seq: 300,
    what: /tile 0\/1 of the tree does not hold its hash: it was replaced, moved/,
  },
]

describe('as superuser of the database', () => {
  test('nothing changed: nothing is named', async () => {
    expect(await firstAfter(async () => {})).toBeUndefined()
  })

  test.each(CASES.map(one => [one.change, one] as const))(
    '%s: the entry is named',
    async (_, { sql, seq, what }) => {
      const expected = typeof seq === 'number' ? seq : Number(Object.values((await log.sql(seq))[0])[0])
      const found = await firstAfter(() => log.sql(sql))
      expect(found).toEqual({ seq: expected, what: expect.stringMatching(what) })
    },
  )
})

/** Columns and tables that check-log does not hold against the entries, each with its reason. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  workspaces:
    'what the workspace has chosen, which its own settings say and not the log; of the zone see the counts',
  api_keys: 'who is let in, not what happened',
  members: 'who is let in, not what happened; each change of them is an entry',
  invitations: 'the same',
  exports: 'files made from the log, not the log',
  saved_views: 'filters of readers, not what happened',
  client_links: 'who is let in by a link, not what happened',
  client_sessions: 'who is let in to the portal, not what happened',
  letters: 'what is still to be sent; what was sent is an entry',
  backfills: 'how far the filling of what older rows lack is: what is filled is compared itself',
  log_checks: 'the report of check-log itself, which each check writes anew',
  anchor_leaves: 'the log of checkpoints: proved by its own tree and its signed checkpoints',
  anchors: 'where a checkpoint stands in the log of checkpoints: proved by that log',
  cosignatures: 'signatures of witnesses, verified before they are kept and by whoever reads them',
  timestamps: 'signed by their authority',
  'log_heads.counting':
    'only that it grows matters: what was prepared before a change of zone is not written',
  'checkpoints.workspace_id':
    'a checkpoint that is taken away takes nothing from the log, and whoever was given it has it',
  'client_privacy.erase_at': 'when the grace period ends: counted from a deletion and what holds left of it',
  'client_privacy.grace_left': 'the same',
  'client_privacy.workspace_id': 'a decision taken away: hosts write entries of the same actions without one',
  'client_privacy.client_id':
    'the same, for a client of whom nothing was decided; the keys of a gone one are missed',
  'privacy_requests.mode': 'stands in the sealed half of the entry, and may be gone with its client',
  'privacy_requests.at_once': 'what the workspace had chosen then',
  'privacy_requests.asked_by': 'the type of the actor, which its entry names as well',
  'erasures.stores': 'a report of what was done',
  'erasures.kek': 'the same',
  'erasures.outside_at': 'the same',
  'erasures.horizon_at': 'the same',
  'log_heads.closed':
    'whether the workspace was closed: its last entry and the ledger outside the database say so',
  'checkpoints.signed_at': 'when our clock says that it was signed; the signed text has no time',
}
/** Columns of which only what is not plausible is found. */
const COARSE: Readonly<Record<string, string>> = {
  'clients.version':
    'tells writers that a row has changed: any number from 1 to that of its entries would do',
  'objects.version': 'the same',
  'objects.last_seq': 'may be any entry since the last change that names the object',
  'clients.directory_seq': 'the same',
  'client_privacy.deleted_at': 'within a minute of the entry that tells of it',
  'client_privacy.held_at': 'the same',
  'client_privacy.gone_at': 'the same',
  'erasures.at': 'the same',
  'privacy_requests.decided_at': 'the same',
  'log_generations.started_at': 'within a minute of the entry that tells of it',
}

/** Noise once the key is destroyed: that nobody can tell it from other noise is what erasure promises. */
const SEALED = new Set(['facts', 'facts_keys', 'client', 'more_clients'])
const OF_GONE = `select 1 from daybook.links l join daybook.client_privacy p
  on p.workspace_id = l.workspace_id and p.client_id = l.object
  where p.gone_at is not null and l.workspace_id = entries.workspace_id and l.seq = entries.seq`

interface Column {
  readonly table: string
  readonly column: string
  readonly type: string
  readonly nullable: boolean
}

describe('any column of any row', () => {
  let columns: Column[]
  // Checked some two hundred times: with as few entries as have a tile of the tree.
  let small: TamperedLog
  beforeAll(async () => {
    small = await openTamperedLog(300)
    columns = (
      await small.sql(
        `select table_name as table, column_name as column, udt_name as type,
           is_nullable = 'YES' as nullable from information_schema.columns
         where table_schema = 'daybook' and table_name = any($1) order by table_name, ordinal_position`,
        [small.tables],
      )
    ).filter(({ table, column }) => !(table in EXCEPTIONS) && !(`${table}.${column}` in EXCEPTIONS))
  })

  afterAll(() => small.close())

  test('every table of the log has rows here, or a reason to be left out', async () => {
    const empty = []
    for (const table of small.tables) {
      const rows = await small.sql(`select 1 from daybook.${table} where ${WS} limit 1`)
      if (rows.length === 0 && !(table in EXCEPTIONS)) empty.push(table)
    }
    // A log that was never restored has one generation, and one that is young lost nothing to retention.
    expect(empty).toEqual(['log_generations', 'retention_takes'])
    for (const name of Object.keys(EXCEPTIONS)) expect(small.tables).toContain(name.split('.')[0])
  })

  test.each([
    ['changed', 'is not null', changed],
    ['emptied', 'is not null', () => 'null'],
    ['filled', 'is null', filled],
  ] as const)('is found when it is %s', { timeout: 300_000 }, async (how, where, value) => {
    const unfound: string[] = []
    for (const one of columns) {
      const { table, column, nullable } = one
      if (how !== 'changed' && !nullable) continue
      const [row] = await small.sql(
        `select ctid::text as place, to_jsonb(${table}) as whole from daybook.${table} where ${WS} and ${column} ${where}
           ${table === 'entries' && SEALED.has(column) ? `and not exists (${OF_GONE})` : ''}
           order by md5(ctid::text || $1) limit 1`,
        [`${SEED}`],
      )
      if (row === undefined) continue
      let refused = false
      const found = await firstAfter(async () => {
        const change = (far: boolean): Promise<unknown> =>
          small.sql(`update daybook.${table} set ${column} = ${value(one, far)} where ctid = $1::tid`, [
            row.place,
          ])
        // Two rows of one key are refused even to a superuser, and what a constraint forbids.
        await change(false).catch(() => change(true).catch(() => (refused = true)))
      }, small)
      expect([table, column, how, refused]).toEqual([table, column, how, refused && how !== 'changed'])
      // Ids are random: only the row itself says later which it was.
      if (found === undefined && !refused)
        unfound.push(`${table}.${column}, seed ${SEED}: ${JSON.stringify(row.whole)}`)
    }
    expect(unfound).toEqual([])
  })
})

const SEED = testSeed() % 1_000_000

/** SQL of a value where there is none. */
const filled = ({ type }: Column): string =>
  type === 'bytea' ? `'x'` : type === 'text' ? `'x'` : type === 'bool' ? 'true' : '1'

/** SQL of another value of the same type. */
function changed({ table, column, type }: Column, far: boolean): string {
  if (type === 'bytea')
    return `case when length(${column}) = 0 then 'x' else set_byte(${column}, ${SEED} % length(${column}), get_byte(${column}, ${SEED} % length(${column})) # 4) end`
  if (column === 'gone' || column === 'mode') return `3 - ${column}`
  if (column === 'decision') return '3'
  if (type === 'bool') return `not ${column}`
  if (type === 'text') return `${column} || 'x'`
  return `${column}::${type} + ${`${table}.${column}` in COARSE ? 1_000_000 : far ? 7001 : 1 + (SEED % 3)}`
}

describe('an older state', () => {
  test.each([
    ['a change that the entry tells', { changes: [{ field: 'notes', after: 'later' }] }],
    ['what its action sets', {}],
  ])('of an object, put back over %s, is found', async (_, more) => {
    await log.undone(async () => {
      const [object] = await log.sql(
        `select object_id, status from daybook.objects where ${WS} and object_id = ${OBJECT}`,
      )
      const own = `${WS} and object_id = ${object.object_id}`
      await log.sql(`create temp table old_row as select * from daybook.objects where ${own}`)
      await log.workspace.append({
        action: object.status === 'cancelled' ? 'booking.booked' : 'booking.cancelled',
        object: { type: 'booking', id: formatId('ob', Number(object.object_id)) },
        ...more,
      })
      expect((await log.check()).problems).toEqual([])
      await log.sql(
        `delete from daybook.objects where ${own}; insert into daybook.objects select * from old_row; drop table old_row`,
      )
      expect((await log.check()).problems[0]?.what).toMatch(
        /the state of ob_\w+ is not what|row of ob_\w+ says that entry/,
      )
    })
  })

  test('of the whole database is named by the first entry that was signed and is not there; a new generation goes on', async () => {
    const { daybook } = log.door
    const { workspaceId } = log.workspace
    await log.undone(async () => {
      for (let n = 0; n < 5; n++)
        await log.workspace.append({ action: 'booking.booked', client: { id: 'c1' } })
      await daybook.checkpoints.current(workspaceId, { covering: 705 })
    })
    expect((await checkLog(daybook, workspaceId))?.problems).toEqual([
      {
        seq: 701,
        what: expect.stringMatching(/last signature .* counts 705, and the log ends at 700: an older state/),
      },
    ])
    await continueLog(daybook, { workspaceId, kind: 'daybook', actor: { type: 'system' }, scopes: ['admin'] })
    expect(await log.check()).toMatchObject({ size: 702, problems: [] })
  })
})
