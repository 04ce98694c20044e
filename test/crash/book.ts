/** What the writers of one workspace sent and what they were told: kept outside every process that is killed. */
import type { AppendAnswer, Draft } from '@daybook/protocol'

export interface Sent {
  readonly mark: string
  readonly draft: Draft
  /** `in doubt` until a server has answered; `refused` where it said that another content holds the key. */
  fate: 'in doubt' | 'acknowledged' | 'refused'
  receipt?: { readonly id: string; readonly seq: number }
  /** Answers that said it was written by this very request: never more than one. */
  firsts: number
  /** Requests that brought no answer, or one that leaves it open. */
  lost: number
}

export interface Conflict {
  readonly sent: Sent
  readonly existing: { readonly id: string; readonly seq: number }
}

interface Problem {
  readonly code?: string
  readonly path?: string
  readonly existing?: { readonly id: string; readonly seq: number }
}

export class Book {
  readonly sent = new Map<string, Sent>()
  /** Drafts that went out as one request: all of them are written, next to one another, or none. */
  readonly batches: (readonly Sent[])[] = []
  readonly conflicts: Conflict[] = []
  /** Answers by HTTP status; `lost` where there was none. */
  readonly answers: Record<string, number> = {}
  /** Answers that no crash excuses. */
  readonly wrong: string[] = []
  readonly #repeatable: Sent[] = []

  /** Notes a draft before it is sent for the first time. */
  add(draft: Draft & { readonly data: { readonly mark: string } }): Sent {
    const sent: Sent = { mark: draft.data.mark, draft, fate: 'in doubt', firsts: 0, lost: 0 }
    this.sent.set(sent.mark, sent)
    return sent
  }

  /** Acknowledged entries with a key, to be sent again. */
  get repeatable(): readonly Sent[] {
    return this.#repeatable
  }

  /** Takes an answer in; false where it leaves open what became of the drafts. */
  settle(sents: readonly Sent[], answer: { status: number; body: unknown } | undefined): boolean {
    const name = String(answer?.status ?? 'lost')
    this.answers[name] = (this.answers[name] ?? 0) + 1
    if (answer === undefined || answer.status >= 500 || answer.status === 429) {
      // A lost database is a 503: nothing that a crash does is a fault of our own.
      if (answer?.status === 500) this.wrong.push(`answered 500 ${JSON.stringify(answer.body)}`)
      for (const sent of sents) sent.lost++
      return false
    }
    if (answer.status === 200 || answer.status === 201)
      this.#acknowledge(sents, answer.status, answer.body as AppendAnswer)
    else if (answer.status === 409) this.#refuse(sents, answer.body as Problem)
    else
      this.wrong.push(
        `answered ${answer.status} ${JSON.stringify(answer.body).slice(0, 500)} to ${JSON.stringify(sents[0]?.draft)}`,
      )
    return true
  }

  #acknowledge(sents: readonly Sent[], status: number, { entries }: AppendAnswer): void {
    if (entries.length !== sents.length)
      this.wrong.push(`${entries.length} receipts for ${sents.length} drafts`)
    if ((status === 200) !== entries.every(entry => entry.duplicate))
      this.wrong.push(`status ${status} for ${JSON.stringify(entries)}`)
    sents.forEach((sent, i) => {
      const { id, seq, duplicate } = entries[i]!
      if (sent.fate === 'refused') this.wrong.push(`${sent.mark} was refused and is acknowledged now`)
      if (sent.receipt !== undefined && (sent.receipt.id !== id || sent.receipt.seq !== seq)) {
        this.wrong.push(
          `${sent.mark} was seq ${sent.receipt.seq} (${sent.receipt.id}) and is seq ${seq} (${id}) now`,
        )
      }
      if (!duplicate && ++sent.firsts > 1) this.wrong.push(`${sent.mark} was said to be new twice`)
      if (sent.fate !== 'acknowledged' && sent.draft.key !== undefined) this.#repeatable.push(sent)
      sent.fate = 'acknowledged'
      sent.receipt ??= { id, seq }
    })
  }

  #refuse(sents: readonly Sent[], problem: Problem): void {
    const place =
      sents.length === 1 ? 0 : Number(/^\/entries\/(\d+)\/key$/.exec(problem.path ?? '')?.[1] ?? Number.NaN)
    const sent = sents[place]
    if (problem.code !== 'key_conflict' || sent === undefined || problem.existing === undefined) {
      this.wrong.push(`409 that names no draft: ${JSON.stringify(problem)}`)
      return
    }
    this.conflicts.push({ sent, existing: problem.existing })
    if (sent.fate === 'acknowledged') this.wrong.push(`${sent.mark} was acknowledged and is refused now`)
    for (const one of sents) if (one.fate === 'in doubt') one.fate = 'refused'
  }
}
