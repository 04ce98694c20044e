/** Which field a column is for, by what it is called in one of the app's languages or in lists that others write. */
import { LOCALES } from '@daybook/catalogue'
import { foldText } from '../read/match-text.ts'
import type { ImportFields } from './import-fields.ts'

/** Names that other software gives its columns, folded and without spaces. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  id: ['id', 'uid', 'clientid', 'customerid', 'patientid', 'externalid', 'number', 'no', 'nr', 'kundennr'],
  name: ['fullname', 'displayname', 'clientname', 'client', 'customer', 'patient', 'nomecompleto', 'kunde'],
  firstName: ['first', 'givenname', 'given', 'forename', 'primeironome', 'nombre'],
  lastName: ['last', 'surname', 'familyname', 'family', 'sobrenome', 'apellido'],
  email: ['mail', 'emailaddress', 'mailaddress', 'correo', 'emailadresse'],
  phone: ['tel', 'telephone', 'phonenumber', 'landline', 'telefon', 'telefonnummer'],
  mobile: ['cell', 'cellphone', 'mobilephone', 'mobilenumber', 'handy', 'celular', 'telemovel'],
  address: ['street', 'streetaddress', 'strasse', 'straße', 'rua', 'calle', 'addressline1'],
  city: ['town', 'stadt', 'cidade', 'ciudad'],
  postcode: ['zip', 'zipcode', 'postalcode', 'plz', 'cp'],
  birthday: ['dob', 'birthdate', 'birth', 'born', 'geburtstag', 'nascimento', 'nacimiento'],
  company: ['organization', 'organisation', 'org', 'business'],
  notes: ['note', 'comment', 'comments', 'remarks', 'bemerkung', 'bemerkungen', 'observacoes'],
  tags: ['labels', 'groups', 'categories', 'group'],
  taxId: ['vat', 'vatnumber', 'taxnumber', 'nif', 'ustid'],
  gender: ['sex'],
}

/** Undefined where no name fits. `id` is the host's id. */
export function guessField(column: string, fields: ImportFields): string | undefined {
  const wanted = bare(column)
  for (const [name, { label }] of fields)
    if (bare(name) === wanted || LOCALES.some(locale => bare(label[locale]) === wanted)) return name
  return Object.keys(OTHER_NAMES).find(
    name => (name === 'id' || fields.has(name)) && OTHER_NAMES[name]!.some(other => bare(other) === wanted),
  )
}

const bare = (text: string): string => foldText(text).replace(/[^\p{L}\p{N}]+/gu, '')

/** Each field once: of two columns for one the first has it. */
export function guessMapping(
  columns: readonly string[],
  fields: ImportFields,
): Record<string, string | null> {
  const taken = new Set<string>()
  return Object.fromEntries(
    columns.map(column => {
      const field = guessField(column, fields)
      if (field === undefined || taken.has(field)) return [column, null]
      taken.add(field)
      return [column, field]
    }),
  )
}
