/** The look of the report: light and dark, on paper, and on a narrow screen. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --bg: #fff; --fg: #1b1d22; --soft: #5b606b; --line: #d9dce2; --card: #f6f7f9; --old: #8a2a22; --new: #1c6b40; }
@media (prefers-color-scheme: dark) { :root { --bg: #16181c; --fg: #e9ebef; --soft: #a3a9b5; --line: #343841; --card: #1f2227; --old: #f0a59b; --new: #8fd6ae; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 72rem; background: var(--bg); color: var(--fg); font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.15rem; margin: 2.25rem 0 .5rem; }
p { margin: .5rem 0; max-width: 46rem; }
small { color: var(--soft); }
code { font: 13px/1.4 ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.facts { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .75rem 1rem; margin: 1.25rem 0; }
.facts div { display: grid; grid-template-columns: minmax(9rem, 16rem) 1fr; gap: 1rem; padding: .2rem 0; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; }
th { text-align: left; font-weight: 600; color: var(--soft); }
th:first-child { white-space: nowrap; }
th, td { padding: .6rem .75rem .6rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
thead th { position: sticky; top: 0; background: var(--bg); }
td.n { white-space: nowrap; font-variant-numeric: tabular-nums; }
td.t { width: 13rem; font-variant-numeric: tabular-nums; }
td.w { width: 20rem; }
td dl { margin: 0; }
td dl div { display: grid; grid-template-columns: minmax(6rem, 9rem) 1fr; gap: .75rem; }
td dt { color: var(--soft); }
td dd { margin: 0; white-space: pre-wrap; }
del { color: var(--old); }
ins { color: var(--new); text-decoration: none; font-weight: 600; }
.h { color: var(--soft); font-size: 13px; margin: .35rem 0 0; }
a { color: inherit; }
@media (max-width: 44rem) {
  .facts div, td dl div { grid-template-columns: 1fr; gap: 0; }
  thead { position: absolute; clip-path: inset(50%); }
  tr { display: block; border-bottom: 1px solid var(--line); padding: .5rem 0; }
  td, td.t, td.w { display: block; width: auto; border: 0; padding: .15rem 0; }
}
@media print {
  :root { color-scheme: light; --bg: #fff; --fg: #000; --soft: #333; --line: #999; --card: #fff; --old: #000; --new: #000; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  tr { break-inside: avoid; }
  thead { display: table-header-group; }
  thead th { position: static; }
}
`
