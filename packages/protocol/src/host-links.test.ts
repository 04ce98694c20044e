import { expect, test } from 'vitest'
import { checkLink, expandLink } from './host-links.ts'

test('a template leads to one record, whatever its id holds', () => {
  const template = 'https://app.example/b/{id}?guest={client}'
  expect(checkLink(template)).toBeUndefined()
  expect(expandLink(template, { id: 'BK/1 &', client: 'c?7' })).toBe(
    'https://app.example/b/BK%2F1%20%26?guest=c%3F7',
  )
  expect(expandLink(template, { id: 'BK-1' })).toBeUndefined()
  expect(expandLink('https://app.example/b/{id}', { id: 'BK-1' })).toBe('https://app.example/b/BK-1')
})

test('a template must be an address of the web, of one host, with places that are known', () => {
  for (const wrong of [
    'javascript:alert(1)//{id}',
    'data:text/html,{id}',
    '/bookings/{id}',
    'https://{id}.example/',
    'https://app.example/{secret}',
    '',
  ])
    expect(checkLink(wrong)).toMatch(/^(must|has) /)
})
