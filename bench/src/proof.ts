/** Proofs of single entries, and evidence of ten thousand. */
import { startChild } from './child.ts'
import { atMost, below, count, decimal, type Figure, type Section } from './figure.ts'
import type { EvidenceRound, ProofRound } from './processes/proof.ts'
import type { Seeded } from './seed.ts'
import { median, medianLatency } from './statistics.ts'
import type { Surroundings } from './surroundings.ts'

const EVIDENCE_OF = 10_000
const WARM_UP = 20

export async function measureProof({ sizes, report }: Surroundings, seeded: Seeded): Promise<Section> {
  const figures: Figure[] = []
  const calls = Math.ceil(sizes.calls / sizes.rounds)
  const proving = startChild('processes/proof.ts')
  try {
    report('opening the seeded workspaces')
    await proving.call('open', { database: seeded.database, workspaces: seeded.workspaces })
    await proving.call('prove', { calls: WARM_UP })
    const rounds: ProofRound[] = []
    for (let round = 0; round < sizes.rounds; round++) {
      report(`round ${round + 1} of ${sizes.rounds}: proofs`)
      rounds.push(await proving.call<ProofRound>('prove', { calls }))
    }
    figures.push(...proofFigures(seeded, rounds))
  } finally {
    await proving.end()
  }
  const place = seeded.workspaces.findIndex(({ entries }) => entries / 10 >= EVIDENCE_OF)
  if (place >= 0) figures.push(await measureEvidence(seeded, place, sizes.rounds, report))
  return {
    title: 'Proof, in process, one caller',
    figures,
    notes: [
      `${count(calls * sizes.rounds)} proofs of random entries in each workspace; ratio: to reading another entry`,
      'evidence: of the busiest client, all fields, proofs and report deflated into one zip; ratio: to reading the same entries in pages of 200, in the same process; its memory is that of a process that does nothing else',
    ],
  }
}

function proofFigures({ workspaces }: Seeded, rounds: readonly ProofRound[]): Figure[] {
  return workspaces.map(({ entries }, place): Figure => {
    const latency = medianLatency(rounds.map(round => round[place]!.proof))
    const read = medianLatency(rounds.map(round => round[place]!.read))
    const toSmallest = median(rounds.map(round => round[place]!.proof.p50 / round[0]!.proof.p50))
    return {
      what: `proof of one entry, ${count(entries)} entries`,
      value: `${decimal(latency.p50)} ms${place === 0 ? '' : `, ${decimal(toSmallest)}× the smallest`}`,
      against: `read ${decimal(read.p50)} ms`,
      ratio: median(rounds.map(round => round[place]!.proof.p50 / round[place]!.read.p50)),
      latency,
      targets: place === 0 ? undefined : [below(latency.p95, 25, 'ms', 'p95 ')],
    }
  })
}

/** Each round in a process of its own, so that its memory is that of one bundle. */
async function measureEvidence(
  seeded: Seeded,
  place: number,
  times: number,
  report: (text: string) => void,
): Promise<Figure> {
  const rounds: EvidenceRound[] = []
  for (let round = 0; round < times; round++) {
    report(`round ${round + 1} of ${times}: evidence of ${count(EVIDENCE_OF)} entries`)
    const making = startChild('processes/proof.ts')
    try {
      await making.call('open', { database: seeded.database, workspaces: seeded.workspaces })
      rounds.push(await making.call<EvidenceRound>('evidence', { place }))
    } finally {
      await making.end()
    }
  }
  const of = (name: keyof EvidenceRound): number => median(rounds.map(one => one[name]))
  return {
    what: `evidence of ${count(of('entries'))} entries in ${count(seeded.workspaces[place]!.entries)}`,
    value: `${decimal(of('seconds'))} s, ${decimal(of('megabytes'))} MB, memory ${decimal(of('peak'))} MB`,
    against: `read ${decimal(of('readSeconds'))} s`,
    ratio: median(rounds.map(one => one.seconds / one.readSeconds)),
    targets: [atMost(of('seconds'), 5, 's'), atMost(of('peak'), 300, 'MB')],
  }
}
