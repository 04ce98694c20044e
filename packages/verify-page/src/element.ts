/** Elements, made without markup: nothing of a file that is checked can become HTML. */

type Child = Node | string | undefined | false
type Attributes = Readonly<Record<string, string | boolean | undefined>>

/** `h('p', {class: 'lead'}, 'text', h('b', {}, 'more'))`. A true attribute is set empty, a false or missing one is not. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Child | readonly Child[])[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value)
  for (const child of children.flat()) if (child !== undefined && child !== false) element.append(child)
  return element
}

const SVG = 'http://www.w3.org/2000/svg'
const PATHS = {
  shield: 'M12 3 5 5.8v5.3c0 4.4 2.9 8.2 7 9.9 4.1-1.7 7-5.5 7-9.9V5.8L12 3Zm-3.2 9 2.2 2.2 4.2-4.4',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  cross: 'M6.5 6.5l11 11m0-11-11 11',
  file: 'M7 3.5h7l4 4v13H7v-17Zm6.5 0v4.5H18M12 18v-6m0 0-2.5 2.5M12 12l2.5 2.5',
  hidden: 'M4 12s3-5.5 8-5.5S20 12 20 12s-3 5.5-8 5.5S4 12 4 12Zm1-7 14 14',
} as const

/** A drawing that says nothing by itself: what it means stands beside it in words. */
export function icon(name: keyof typeof PATHS): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', PATHS[name])
  svg.append(path)
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  svg.setAttribute('class', `icon icon-${name}`)
  return svg
}
