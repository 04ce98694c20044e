/** The readable half of a client's data export: one page, no script, nothing fetched. */
import { fieldLabel, findField, findObjectType, formatValue } from '@daybook/catalogue'
import type { ExportedClient, ExportedObject, Json } from '@daybook/protocol'
import { type Html, html, Html as Trusted } from '../evidence/escape-html.ts'
import { type Place, reportStamp } from '../evidence/report-stamp.ts'
import { REPORT_STYLE } from '../evidence/report-style.ts'
import { REPORT_WORDS } from '../evidence/report-words.ts'
import { EXPORT_WORDS } from './export-words.ts'

export interface PageFacts extends Place {
  readonly workspace: string
  /** UTC ms. */
  readonly madeAt: number
}

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/** `clients`: the profile, and behind it those that are merged into it. */
export function pageHead(facts: PageFacts, clients: readonly ExportedClient[]): string {
  const words = EXPORT_WORDS[facts.locale]
  const client = clients[0]!
  return html`<!doctype html>
<html lang="${facts.locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${words.title} · ${facts.workspace}</title>
<style>${new Trusted(REPORT_STYLE)}</style>
</head>
<body>
<header>
<h1>${words.title}: ${client.name ?? client.hostId ?? client.id}</h1>
<p>${words.intro(facts.workspace)}</p>
<p>${words.others}</p>
<dl class="facts">${fact(words.made, reportStamp(facts.madeAt, facts))}${fact(words.zone, facts.timeZone)}</dl>
</header>
<main>
<h2>${words.profile}</h2>
${clients.map(one => profileOf(one, facts))}
<h2>${words.records}</h2>
`.text
}

const profileOf = (client: ExportedClient, facts: PageFacts): Html =>
  html`<dl class="facts">${fact(fieldLabel('client', 'name', facts.locale), client.name)}${fact(EXPORT_WORDS[facts.locale].hostId, client.hostId)}${fieldsOf('client', client.fields, facts)}</dl>`

export function pageObject({ type, id, name, fields }: ExportedObject, place: Place): string {
  const label = findObjectType(type)?.label[place.locale] ?? fieldLabel('', type, place.locale)
  const title = [label, name, id].filter(text => text !== undefined && text !== '').join(' · ')
  return html`<h3>${title}</h3>
<dl class="facts">${fieldsOf(type, fields, place)}</dl>
`.text
}

export function pageHistory({ locale }: Place, objects: number): string {
  const words = EXPORT_WORDS[locale]
  const table = REPORT_WORDS[locale]
  return html`${objects === 0 ? html`<p>${words.noRecords}</p>` : undefined}
<h2>${words.history}</h2>
<table>
<thead><tr><th scope="col">${table.number}</th><th scope="col">${table.when}</th><th scope="col">${table.what}</th><th scope="col">${table.details}</th></tr></thead>
<tbody>
`.text
}

export const pageFoot = ({ locale }: Place, entries: number): string =>
  html`</tbody>
</table>
<p><small>${EXPORT_WORDS[locale].end(entries.toLocaleString(locale))}</small></p>
</main>
</body>
</html>
`.text

const fact = (label: string, value: string | undefined): Html =>
  value === undefined || value === '' ? html`` : html`<div><dt>${label}</dt><dd>${value}</dd></div>`

function fieldsOf(type: string, fields: Readonly<Record<string, Json>>, place: Place): Html[] {
  const currency = typeof fields['currency'] === 'string' ? fields['currency'] : undefined
  return Object.entries(fields).map(([field, value]) =>
    fact(
      fieldLabel(type, field, place.locale),
      formatValue(findField(type, field), value, { ...place, ...(currency !== undefined && { currency }) }),
    ),
  )
}
