import { ConnectionError, LogError } from '@daybook/client/read'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'

export interface FormDoor {
  /** Spread onto the form. */
  readonly form: {
    readonly noValidate: true
    readonly ref: { current: HTMLFormElement | null }
    onSubmit(event: FormEvent<HTMLFormElement>): void
  }
  /** True while the server is asked. */
  readonly pending: boolean
  /** What the server said of the whole form, and its id. */
  readonly message: string | undefined
  readonly messageId: string
  /** `messageId` while there is a message. */
  readonly about: string | undefined
  /** The message is that something given was wrong, not that it came too soon or that nobody answered. */
  readonly wrong: boolean
  /** Seconds until another try makes sense. */
  readonly wait: number | undefined
  /** What is wrong with the field of this name. */
  errorOf(name: string): string | undefined
}

interface Problem {
  readonly message: string | undefined
  readonly fields: Readonly<Record<string, string>>
  readonly wait: number | undefined
  readonly wrong: boolean
}

const NOTHING: Problem = { message: undefined, fields: {}, wait: undefined, wrong: false }

/**
 * Sends a form and tells what came of it. Empty required fields are told of without asking the server. After a refusal
 * the focus is where it can be mended: the first field that is wrong, else the message.
 */
export function useForm(send: (values: Record<string, string>) => Promise<unknown>): FormDoor {
  const [problem, setProblem] = useState(NOTHING)
  const [pending, setPending] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const messageId = useId()

  useEffect(() => {
    if (problem === NOTHING) return
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid]')
    ;(wrong ?? document.getElementById(messageId))?.focus()
  }, [problem, messageId])

  async function submit(element: HTMLFormElement): Promise<void> {
    const values = Object.fromEntries(
      [...new FormData(element)].map(([name, value]) => [name, String(value)]),
    )
    const missing = [...element.elements].filter(isMissing)
    if (missing.length > 0) {
      const fields = Object.fromEntries(missing.map(field => [field.name, 'is missing']))
      setProblem({ ...NOTHING, fields })
      return
    }
    setPending(true)
    try {
      await send(values)
      setProblem(NOTHING)
    } catch (error) {
      setProblem(
        problemOf(
          error,
          [...element.elements].map(field => (field as HTMLInputElement).name),
        ),
      )
    } finally {
      setPending(false)
    }
  }

  return {
    form: {
      noValidate: true,
      ref: form,
      onSubmit(event) {
        event.preventDefault()
        if (!pending) void submit(event.currentTarget)
      },
    },
    pending,
    message: problem.message,
    messageId,
    about: problem.message === undefined ? undefined : messageId,
    wrong: problem.wrong,
    wait: problem.wait,
    errorOf: name => problem.fields[name],
  }
}

type Filled = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** A field that has to be filled in, and is not. */
const isMissing = (field: Element): field is Filled =>
  (field instanceof HTMLInputElement ||
    field instanceof HTMLTextAreaElement ||
    field instanceof HTMLSelectElement) &&
  field.required &&
  field.value.trim() === ''

const WRONG: readonly string[] = ['sign_in_failed', 'query_invalid']

function problemOf(error: unknown, names: readonly string[]): Problem {
  if (error instanceof ConnectionError)
    return { ...NOTHING, message: 'The server does not answer. Try again in a moment.' }
  if (!(error instanceof LogError)) throw error
  const fields: Record<string, string> = {}
  for (const { path, message } of error.details.errors ?? []) {
    const name = path.slice(1)
    if (names.includes(name)) fields[name] ??= message
  }
  const isTold = Object.keys(fields).length > 0
  return {
    message: isTold ? undefined : error.message,
    fields,
    wait: error.code === 'rate_limited' ? error.details.retryAfter : undefined,
    wrong: !isTold && WRONG.includes(error.code),
  }
}
