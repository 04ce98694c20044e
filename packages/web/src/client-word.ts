import { useWorkspace } from './workspace.tsx'

const capital = (word: string): string => word[0]!.toUpperCase() + word.slice(1)

/** What the open workspace calls its clients: client, patient, guest or customer. */
export function useClientWord() {
  const one = useWorkspace().workspace.clientWord
  return { one, many: `${one}s`, One: capital(one), Many: `${capital(one)}s` }
}
