/** Latencies in milliseconds. */
export interface Latency {
  readonly p50: number
  readonly p95: number
  readonly p99: number
}

/** What one turn of a load came to. */
export interface Turn {
  readonly entries: number
  readonly seconds: number
  readonly latency: Latency
}

export const perSecond = (turn: Turn): number => turn.entries / turn.seconds

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** Nearest-rank percentiles. */
export function latencyOf(samples: readonly number[]): Latency {
  const sorted = Float64Array.from(samples).sort()
  const at = (share: number): number =>
    sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

/** The median of each percentile over the rounds. */
export function medianLatency(rounds: readonly Latency[]): Latency {
  const of = (name: keyof Latency): number => median(rounds.map(round => round[name]))
  return { p50: of('p50'), p95: of('p95'), p99: of('p99') }
}

/** The median over the rounds of what each round's two figures are to one another. */
export const medianRatio = (ours: readonly number[], theirs: readonly number[]): number =>
  median(ours.map((value, round) => value / theirs[round]!))
