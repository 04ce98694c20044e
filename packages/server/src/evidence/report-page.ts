/** What stands before and after the rows of the report. One file, no script, nothing fetched. */
import type { Locale } from '@daybook/catalogue'
import { type Html, html, Html as Trusted } from './escape-html.ts'
import { type Place, reportStamp } from './report-stamp.ts'
import { REPORT_STYLE } from './report-style.ts'
import { REPORT_WORDS } from './report-words.ts'

export interface ReportFacts extends Place {
  readonly workspace: string
  /** What the evidence is about, as a name; absent for chosen entries. */
  readonly about?: string
  readonly count: number
  /** UTC ms, and who made it. */
  readonly madeAt: number
  readonly madeBy: string
  readonly origin: string
  readonly size: number
  /** Base64. */
  readonly root: string
  /** UTC ms. */
  readonly signedAt: number
  readonly fingerprints: readonly string[]
  readonly anchored: boolean
  /** UTC ms. */
  readonly stampedAt?: number
}

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
const LANG: Readonly<Record<Locale, string>> = { en: 'en', de: 'de', 'pt-PT': 'pt-PT', es: 'es' }

export function reportHead(facts: ReportFacts): string {
  const words = REPORT_WORDS[facts.locale]
  const number = (value: number): string => value.toLocaleString(LANG[facts.locale])
  const rows: (Html | undefined)[] = [
    facts.about === undefined ? undefined : fact(words.about, html`${facts.about}`),
    fact(words.entries, html`${number(facts.count)}`),
    fact(words.made, html`${reportStamp(facts.madeAt, facts)}, ${words.madeBy(facts.madeBy)}`),
    fact(words.zone, html`${facts.timeZone}`),
    fact(words.log, html`<code>${facts.origin}</code>`),
    fact(
      words.checkpoint,
      html`${words.checkpointSays(number(facts.size), reportStamp(facts.signedAt, facts))}<br><small>${words.root}: <code>${facts.root}</code></small>`,
    ),
    ...facts.fingerprints.map(print => fact(words.fingerprint, html`<code>${print}</code>`)),
    facts.anchored ? fact(words.anchor, html`${words.anchored}`) : undefined,
    facts.stampedAt === undefined
      ? undefined
      : fact(words.timestamp, html`${reportStamp(facts.stampedAt, facts)} (timestamp.tsr)`),
  ]
  return html`<!doctype html>
<html lang="${LANG[facts.locale]}">
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
<h1>${words.title}: ${facts.workspace}</h1>
<p>${words.intro}</p>
<dl class="facts">${rows.flatMap(row => row ?? [])}</dl>
</header>
<main>
<table>
<thead><tr><th scope="col">${words.number}</th><th scope="col">${words.when}</th><th scope="col">${words.what}</th><th scope="col">${words.details}</th></tr></thead>
<tbody>
`.text
}

const fact = (label: string, value: Html): Html => html`<div><dt>${label}</dt><dd>${value}</dd></div>`

export function reportFoot({ locale, count }: Pick<ReportFacts, 'locale' | 'count'>): string {
  const words = REPORT_WORDS[locale]
  return html`</tbody>
</table>
<p><small>${words.end(count.toLocaleString(LANG[locale]))}</small></p>
</main>
<footer>
<h2>${words.verify}</h2>
<ol>${words.steps.map(step => html`<li>${step}</li>`)}</ol>
<h2>${words.means}</h2>
<p>${words.proves}</p>
<p>${words.provesNot}</p>
</footer>
</body>
</html>
`.text
}
