import { words } from '../words.ts'
import type { Act } from './act.ts'

type Label = readonly [en: string, de: string, pt: string, es: string]

/** One act as it is written down; its name is its key. */
export interface ActSource extends Omit<Act, 'name' | 'of' | 'label'> {
  readonly label: Label
}

/** The acts of one object type made whole; their names and what they take stay known to the compiler. */
export type DefinedActs<T extends string, S> = {
  readonly [N in keyof S & string]: Omit<Act, 'name' | 'of' | 'fields' | 'needs' | 'data' | 'needsData'> & {
    readonly name: N
    readonly of: T
  } & Pick<S[N], Extract<keyof S[N], 'fields' | 'needs' | 'data' | 'needsData' | 'makes'>>
}

/** Makes the acts of an object type out of what was written. */
export function defineActs<const T extends string, const S extends Readonly<Record<string, ActSource>>>(
  of: T,
  sources: S,
): DefinedActs<T, S> {
  return Object.fromEntries(
    Object.entries(sources).map(([name, { label, ...rest }]) => [
      name,
      Object.freeze({ ...rest, name, of, label: words(...label) }),
    ]),
  ) as unknown as DefinedActs<T, S>
}

/** Deleting is soft (R-G6): the state stays, and restoring gives it back. */
export const deleting = (action: string) =>
  ({
    label: ['Delete', 'Löschen', 'Eliminar', 'Eliminar'],
    action,
    sets: { deleted: 'yes' },
    grave: true,
  }) as const satisfies ActSource

export const restoring = (action: string) =>
  ({
    label: ['Restore', 'Wiederherstellen', 'Restaurar', 'Restaurar'],
    action,
    sets: { deleted: 'no' },
  }) as const satisfies ActSource

export const CREATE: Label = ['Create', 'Anlegen', 'Criar', 'Crear']
export const CHANGE: Label = ['Change', 'Ändern', 'Alterar', 'Modificar']
