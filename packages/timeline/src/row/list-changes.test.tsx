import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { ReaderProvider } from '../reader.tsx'
import { ListChanges } from './list-changes.tsx'

const READER = {
  locale: 'en',
  timeZone: 'Europe/Lisbon',
  workspaceZone: 'Europe/Lisbon',
  today: '2026-11-22',
  links: {},
}
const marked = (before: string[], after: string[]) =>
  renderToStaticMarkup(
    <ReaderProvider reader={READER}>
      <ListChanges before={before} after={after} />
    </ReaderProvider>,
  )
    .replace(/<span class="[^"]*">\[(was|now): <\/span>|<span class="[^"]*">\]<\/span>/g, '')
    .replace(/<\/?span[^>]*>| class="[^"]*"/g, '')

test('a list tells element by element what left it and what came', () => {
  expect(marked(['vip', 'runner'], ['runner', 'latex'])).toBe('<del>vip</del>, runner, <ins>latex</ins>')
  expect(marked([], ['a'])).toBe('<ins>a</ins>')
  expect(marked(['a', 'a'], ['a'])).toBe('<del>a</del>, a')
  expect(marked([], [])).toBe('none')
})
