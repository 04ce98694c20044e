/**
 * An implementation that is not ours: golang.org/x/mod/sumdb, from Debian's packages, without a network. It differs
 * from the specifications where it does not matter here: an empty tree's root is all zero, tile paths have an 8 in
 * them, witnesses' signatures are unknown to it, base64 is read leniently.
 */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  buildProof,
  EMPTY_FRONTIER,
  encodeVerifierKey,
  extendFrontier,
  planConsistency,
  rootOf,
  TILE_WIDTH,
  tilePath,
  tilesOfLevel,
} from '@daybook/protocol'
import { expect, test } from 'vitest'
import { sha256 } from '../../packages/protocol/src/node-crypto.fixture.ts'
import { keyFor, PracticeLog } from '../../packages/protocol/src/practice-log.fixture.ts'
import { filesOf, folderWith, recipe } from './recipes.ts'

const SOURCES = '/usr/share/gocode'
const missing =
  spawnSync('go', ['version']).status !== 0 || !existsSync(join(SOURCES, 'src/golang.org/x/mod/sumdb/tlog'))
if (missing) console.log('skipped: no Go with golang-golang-x-mod-dev on this machine')

function go(folder: string, ...args: readonly string[]): SpawnSyncReturns<string> {
  const env = {
    PATH: process.env['PATH'],
    GO111MODULE: 'off',
    GOPATH: SOURCES,
    GOCACHE: join(import.meta.dirname, '../../node_modules/.cache/go'),
    GOFLAGS: '',
    GOPROXY: 'off',
  }
  return spawnSync('go', args, { cwd: folder, env, encoding: 'utf8' })
}

const changeOf = (text: string, from: string, to: string): string => {
  expect(text).toContain(from)
  return text.replace(from, to)
}

test.skipIf(missing)(
  'the README’s Go program verifies evidence, and refuses what was changed',
  { timeout: 120_000 },
  () => {
    const files = filesOf('evidence/valid/three-entries.json')
    const folder = folderWith({ ...files, 'verify.go': recipe('go') })
    expect(go(folder, 'build', '-o', 'verify', 'verify.go').stderr).toBe('')
    const verify = (name: string): SpawnSyncReturns<string> =>
      spawnSync(join(folder, 'verify'), ['trust-policy', name], { cwd: folder, encoding: 'utf8' })
    for (const name of ['entries/1.tlog-proof', 'entries/2.tlog-proof', 'entries/3.tlog-proof']) {
      const said = verify(name)
      expect(said.status, said.stderr).toBe(0)
      expect(said.stdout).toContain(`entry ${name[8]} of 5 in practice.example/w/k3v9qd2m/1`)
    }
    expect(verify('entries/2.tlog-proof').stdout).toContain('"before\\":\\"2026-11-24T09:00:00Z\\"')
    const text = String(files['entries/2.tlog-proof'])
    const write = (changed: string) => writeFileSync(join(folder, 'changed.tlog-proof'), changed)
    for (const [from, to] of [
      ['index 1', 'index 0'],
      ['\n5\n', '\n6\n'],
      [text.split('\n')[3]!, text.split('\n')[4]!],
    ] as const) {
      write(changeOf(text, from, to))
      expect(verify('changed.tlog-proof').status).toBe(1)
    }
    const other = filesOf('evidence/invalid/disclosure_unreferenced--of-another-entry.json')
    write(String(other['entries/2.tlog-proof']))
    expect(verify('changed.tlog-proof').stderr).toContain('nothing refers to')
  },
)

/** Reads the tiles that we wrote, at our paths, and makes and checks proofs of its own. */
const AUDITOR = `package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type input struct {
	Key, Checkpoint string
	Size int64
	Root tlog.Hash
	Leaves map[int64]string
	Inclusion map[int64][]tlog.Hash
	OldRoots map[int64]tlog.Hash
	Consistency map[int64][]tlog.Hash
}

type tiles struct{}

func (tiles) Height() int { return 8 }
func (tiles) SaveTiles([]tlog.Tile, [][]byte) {}
func (tiles) ReadTiles(wanted []tlog.Tile) (data [][]byte, err error) {
	for _, tile := range wanted {
		bytes, err := os.ReadFile(strings.Replace(tile.Path(), "tile/8/", "tile/", 1))
		if err != nil {
			return nil, err
		}
		data = append(data, bytes)
	}
	return data, nil
}

func main() {
	log.SetFlags(0)
	var in input
	bytes, err := os.ReadFile("input.json")
	check(err)
	check(json.Unmarshal(bytes, &in))
	key, err := note.NewVerifier(in.Key)
	check(err)
	opened, err := note.Open([]byte(in.Checkpoint), note.VerifierList(key))
	check(err)
	if want := fmt.Sprintf("%s\\n%d\\n%s\\n", key.Name(), in.Size, in.Root); opened.Text != want {
		log.Fatalf("the checkpoint says %q, not %q", opened.Text, want)
	}
	hashes := tlog.TileHashReader(tlog.Tree{N: in.Size, Hash: in.Root}, tiles{})
	root, err := tlog.TreeHash(in.Size, hashes)
	check(err)
	if root != in.Root {
		log.Fatal("another root")
	}
	for index, leaf := range in.Leaves {
		hash := tlog.RecordHash([]byte(leaf))
		stored, err := hashes.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
		check(err)
		if stored[0] != hash {
			log.Fatal("another leaf at ", index)
		}
		check(tlog.CheckRecord(in.Inclusion[index], in.Size, in.Root, index, hash))
		own, err := tlog.ProveRecord(in.Size, index, hashes)
		check(err)
		same(own, in.Inclusion[index])
		if tlog.CheckRecord(own, in.Size, in.Root, index, tlog.RecordHash([]byte("another"))) == nil {
			log.Fatal("a leaf that is not there was accepted")
		}
	}
	for size, old := range in.OldRoots {
		check(tlog.CheckTree(in.Consistency[size], in.Size, in.Root, size, old))
		own, err := tlog.ProveTree(in.Size, size, hashes)
		check(err)
		same(own, in.Consistency[size])
	}
	fmt.Printf("%d inclusion, %d consistency", len(in.Leaves), len(in.OldRoots))
}

func same(a, b []tlog.Hash) {
	if len(a) != len(b) {
		log.Fatal("proofs of different lengths")
	}
	for i := range a {
		if a[i] != b[i] {
			log.Fatal("different proofs")
		}
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
`

const pick = (size: number): number[] =>
  [...new Set([0, 1, 2, 254, 255, 256, 257, 600, 65_534, 65_535, 65_536, size - 1])].filter(
    index => index >= 0 && index < size,
  )

test.skipIf(missing)(
  'Go agrees with our checkpoints, tiles and proofs at every edge',
  { timeout: 300_000 },
  () => {
    const binary = join(folderWith({ 'auditor.go': AUDITOR }), 'auditor')
    expect(go(join(binary, '..'), 'build', '-o', 'auditor', 'auditor.go').stderr).toBe('')
    for (const size of [1, 2, 255, 256, 257, 1000, 65_535, 65_536, 65_537]) {
      const log = new PracticeLog(Array.from({ length: size }, (_, n) => `leaf ${n}`))
      const rootAt = (old: number) =>
        rootOf(extendFrontier(EMPTY_FRONTIER, log.hashes.slice(0, old), sha256), sha256).toBase64()
      const consistency = (old: number) =>
        buildProof(
          planConsistency(old, size),
          run => log.levels[run.level]!.slice(run.start, run.start + run.count),
          sha256,
        ).map(hash => hash.toBase64())
      const each = <T>(of: (n: number) => T, from = 0) =>
        Object.fromEntries(pick(size).map(n => [n + from, of(n + from)]))
      const input = {
        Key: encodeVerifierKey(keyFor('first')),
        Checkpoint: log.checkpoint(),
        Size: size,
        Root: log.root.toBase64(),
        Leaves: each(n => log.leaves[n]),
        Inclusion: each(n => log.proof(n).map(hash => hash.toBase64())),
        OldRoots: each(rootAt, 1),
        Consistency: each(consistency, 1),
      }
      const files: Record<string, Uint8Array | string> = { 'input.json': JSON.stringify(input) }
      log.levels.forEach((hashes, level) => {
        const { full, width } = tilesOfLevel(size, level)
        for (let index = 0; index * TILE_WIDTH < hashes.length; index++)
          files[tilePath({ level, index, width: index < full ? TILE_WIDTH : width })] = Buffer.concat(
            hashes.slice(index * TILE_WIDTH, (index + 1) * TILE_WIDTH),
          )
      })
      const said = spawnSync(binary, { cwd: folderWith(files), encoding: 'utf8' })
      const count = pick(size).length
      expect(`${size}: ${said.stdout}${said.stderr}`).toBe(
        `${size}: ${count} inclusion, ${count} consistency`,
      )
    }
  },
)
