/** The clients of the invented clinic. Their names were made up for it; addresses and numbers lead nowhere. */
import type { DraftActor } from '@daybook/protocol'
import { DEVICES } from './cast.ts'

export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly phone: string
  /** What they book from. */
  readonly device: { readonly ip: string; readonly userAgent: string }
}

const NAMES = [
  'Clara Winter',
  'Daniel Moss',
  'Ada Sund',
  'Milo Verne',
  'Nora Lind',
  'Otto Farrow',
  'Inês Moura',
  'Jonas Kehl',
  'Zoë Ångström',
  'Émile Laval',
  'Hanna Sørby',
  'Tomás Ribas',
  'Petra Holm',
  'Rui Valado',
  'Łucja Dąbek',
  'Simon Aldous',
  'Elsa Marlow',
  'Bruno Teles',
  'Freya Dahlin',
  'Victor Prade',
  'Mina Okabe',
  'Carla Bento',
  'Leo Strand',
  'Olga Marsh',
  'Aaron Pike',
  'Sofia Brandão',
  'Henry Calder',
  'Iris Novak',
  'Paul Ostrow',
  'Marta Vale',
  'Theo Lanz',
  'Ruben Falk',
  'Lea Sommer',
  'Nils Ekberg',
  'Julia Ferro',
  'Amir Sadeh',
  'Dora Kiss',
  'Ivan Petrik',
  'Grace Hollow',
  'Tess Arden',
] as const // prettier-ignore

const plain = (name: string): string =>
  name.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('Ł', 'L').replaceAll('ø', 'o').toLowerCase()

export const PEOPLE: readonly Person[] = NAMES.map((name, index) => ({
  id: `C-${1001 + index}`,
  name,
  email: `${plain(name).replaceAll(' ', '.')}@example.com`,
  phone: `+351 910 000 ${String(101 + index)}`,
  device: { ip: `203.0.113.${10 + index}`, userAgent: DEVICES[index % DEVICES.length]! },
}))

/** Those whom a story is about. */
export const [CLARA, DANIEL, ADA, MILO] = PEOPLE as unknown as readonly [Person, Person, Person, Person]
/** Asked to be forgotten, to be anonymised, was deleted, is under a hold: these four have ends of their own. */
export const [GONE, NAMELESS, LEAVING, HELD] = PEOPLE.slice(-4) as unknown as readonly [
  Person,
  Person,
  Person,
  Person,
]

export const clientOf = ({ id, name }: Person) => ({ id, name })
export const self = ({ id, name }: Person) => ({ type: 'client', id, name }) as const satisfies DraftActor
