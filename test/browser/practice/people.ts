/** The people and services of an invented practice. Nobody here exists. */

export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly phone: string
}

export const RECEPTION = { type: 'staff', id: 's-reception', name: 'Rita Sampaio' } as const
export const THERAPIST = { type: 'staff', id: 's-adler', name: 'Paul Adler' } as const
export const MANAGER = { type: 'staff', id: 's-kern', name: 'Nadia Kern' } as const
export const SYSTEM = { type: 'system' } as const

/** The client whose timeline tells the main story. */
export const CLARA: Person = {
  id: 'C-1042',
  name: 'Clara Novak',
  email: 'clara.novak@example.com',
  phone: '+351 912 000 042',
}

const NAMES = [
  'Émile Lacroix',
  'Zoë Ångström',
  'José Peñalver',
  'Łucja Dąbrowa',
  'Nora Lind',
  'Otto Brandt',
  'Sofia Almada',
  'Jonas Keller',
  'Inês Moura',
  'Marta Vale',
  'Tomás Ribeiro',
  'Hanna Sørby',
  'Lea Winter',
  'Rui Falcão',
  'Anna Petrova',
  'Viktor Holm',
  'Carla Bento',
  'Simon Aldous',
  'Duarte Pires',
  'Olga Marsh',
  'Bruno Teles',
  'Freya Dahl',
] as const

export const OTHERS: readonly Person[] = NAMES.map((name, index) => {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').replace('Ł', 'L').replace('ø', 'o').toLowerCase()
  return {
    id: `C-${1050 + index}`,
    name,
    email: `${plain.replace(' ', '.')}@example.com`,
    phone: `+351 913 000 ${String(100 + index)}`,
  }
})

export interface Service {
  readonly id: string
  readonly name: string
  /** In cents. */
  readonly price: number
}

export const SERVICES: readonly Service[] = [
  { id: 'SV-1', name: 'Initial consultation', price: 8000 },
  { id: 'SV-2', name: 'Follow-up session', price: 5500 },
  { id: 'SV-3', name: 'Sports massage', price: 6000 },
  { id: 'SV-4', name: 'Gait analysis', price: 9500 },
]
