import { h, icon } from './element.ts'
import { filesOfDrop } from './read-files.ts'
import type { View } from './view.ts'

type Given = readonly { name: string; file: File }[]

/** Where evidence is dropped or chosen; `small` once there is an answer on the page. */
export function intake(view: View, small: boolean, onFiles: (files: Given) => void): HTMLElement {
  const { words } = view
  const files = h('input', {
    type: 'file',
    multiple: true,
    hidden: true,
    tabindex: '-1',
    'aria-label': words.chooseFiles,
  })
  const folder = h('input', {
    type: 'file',
    webkitdirectory: true,
    hidden: true,
    tabindex: '-1',
    'aria-label': words.chooseFolder,
  })
  for (const input of [files, folder])
    input.addEventListener('change', () => {
      const chosen = [...(input.files ?? [])].map(file => ({
        name: file.webkitRelativePath || file.name,
        file,
      }))
      if (chosen.length > 0) onFiles(chosen)
    })
  const button = (text: string, input: HTMLInputElement, first: boolean): HTMLElement => {
    const made = h('button', { type: 'button', class: first ? 'first' : undefined }, text)
    made.addEventListener('click', () => input.click())
    return made
  }
  return h(
    'section',
    { class: `intake no-print${small ? ' small' : ''}`, 'aria-label': small ? words.another : words.title },
    icon('file'),
    h('p', { class: 'drop' }, small ? words.another : words.drop),
    h(
      'p',
      { class: 'buttons' },
      button(words.chooseFiles, files, !small),
      button(words.chooseFolder, folder, false),
    ),
    files,
    folder,
  )
}

/** The whole page takes what is dropped on it. */
export function takeDrops(onFiles: (files: Given) => void, onError: (error: unknown) => void): void {
  const dragging = (on: boolean): void => void document.documentElement.classList.toggle('dragging', on)
  addEventListener('dragover', event => {
    event.preventDefault()
    dragging(true)
  })
  addEventListener('dragleave', event => {
    if (event.relatedTarget === null) dragging(false)
  })
  addEventListener('drop', event => {
    event.preventDefault()
    dragging(false)
    if (event.dataTransfer !== null) filesOfDrop(event.dataTransfer).then(onFiles, onError)
  })
}
