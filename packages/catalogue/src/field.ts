import type { Field, FieldKind, Privacy, Words } from './types.ts'
import { words } from './words.ts'

/** A field whose kind and privacy are known to the compiler. */
export interface FieldOf<K extends FieldKind = FieldKind, P extends Privacy = Privacy> extends Field {
  readonly kind: K
  readonly privacy: P
}

type Label = readonly [en: string, de: string, pt: string, es: string]

const fieldsOf = <P extends Privacy>(privacy: P) => {
  const of =
    <K extends FieldKind>(kind: K) =>
    (...label: Label): FieldOf<K, P> => ({ label: words(...label), kind, privacy })
  return {
    text: of('text'),
    longText: of('long_text'),
    number: of('number'),
    decimal: of('decimal'),
    money: of('money'),
    instant: of('instant'),
    date: of('date'),
    boolean: of('boolean'),
    list: of('list'),
    json: of('json'),
    /** One of the values of `values`, each with its words. */
    choice: (values: Readonly<Record<string, Words>>, ...label: Label): FieldOf<'enum', P> => ({
      label: words(...label),
      kind: 'enum',
      privacy,
      values,
    }),
  }
}

/** Fields that tell about a person: sealed under the person's key, gone when the person is erased. */
export const personal = fieldsOf('personal')

/** Fields that tell about the business: they outlive an anonymised client. */
export const business = fieldsOf('business')
