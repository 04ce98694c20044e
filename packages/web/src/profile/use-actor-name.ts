import type { EntryActor } from '@daybook/protocol'
import { useWorkspace } from '../workspace.tsx'

/** Says who did something, the reader as "You". */
export function useActorName(): (actor: EntryActor) => string {
  const { session } = useWorkspace()
  return ({ type, id, name }) =>
    type === 'staff' && id === session.member.id ? 'You' : (name ?? WORDS[type] ?? type)
}

const WORDS: Readonly<Record<string, string>> = {
  system: 'System',
  key: 'API key',
  client: 'The client',
  integration: 'Integration',
}
