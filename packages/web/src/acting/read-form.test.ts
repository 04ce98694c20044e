import type { ActForm, ObjectView } from '@daybook/protocol'
import { expect, test } from 'vitest'
import { readForm } from './read-form.ts'

const email = { name: 'email', label: 'E-mail', kind: 'text', required: false } as const
const form = { name: 'update', fields: [email], data: [] } as unknown as ActForm
const read = (typed: string, stands?: string) => {
  const object = { version: 1, fields: { ...(stands && { email: stands }) } } as unknown as ObjectView
  return readForm(form, { 'fields/email': typed }, { object, given: {}, timeZone: 'UTC' })
}

test('an e-mail that is no address is told where it was typed; one that stands so already is left', () => {
  expect(read('nope').errors).toEqual([
    { path: '/fields/email', message: 'must be an address such as ana@example.com' },
  ])
  expect(read(' ana@example.com ')).toMatchObject({
    errors: [],
    sent: { fields: { email: 'ana@example.com' } },
  })
  expect(read('', 'ana@example.com')).toMatchObject({ errors: [], sent: { fields: { email: null } } })
  expect(read('nope', 'nope').errors).toEqual([])
})
