import { html, raw } from 'hono/html'
import type { Operation } from './openapi.ts'

/** The API on one page, without a script and without anything from elsewhere. */
export function apiPage(operations: Operation[]) {
  const groups = Map.groupBy(operations, ({ path }) => path.split('/')[2] ?? '')
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Souvenir API</title>
    <link rel="stylesheet" href="/api/docs/style.css">
  </head>
  <body>
    <main>
      <h1>Souvenir API</h1>
      <p>Every answer is <code>{success, data | error, meta}</code>; <code>meta.requestId</code> names it in the log.
        The same as a document for programs: <a href="/api/openapi.json">openapi.json</a>.</p>
      ${[...groups].map(([name, group]) => html`<h2>${name}</h2>${group.map(operationOf)}`)}
    </main>
  </body>
</html>`
}

function operationOf({ method, path, who, parameters, body }: Operation) {
  return html`<details>
    <summary><b>${method}</b> <code>${path}</code></summary>
    <p>${who}</p>
    ${
      parameters.length > 0
        ? html`<table><caption>Parameters</caption>${parameters.map(
            (parameter) => html`<tr>
              <th scope="row"><code>${parameter.name}</code></th>
              <td>${parameter.in}${parameter.required ? ', required' : ''}</td>
              <td><code>${JSON.stringify(parameter.schema)}</code></td>
            </tr>`,
          )}</table>`
        : raw('')
    }
    ${body ? html`<p>Body</p><pre><code>${JSON.stringify(body, null, 2)}</code></pre>` : raw('')}
  </details>`
}

export const DOCS_STYLE = `
:root { color-scheme: light dark; font: 16px/26px system-ui, sans-serif; }
main { max-width: 52rem; margin: 0 auto; padding: 24px 16px 64px; }
h2 { margin: 32px 0 8px; font-size: 1.1rem; }
details { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: 8px 0; }
summary { cursor: pointer; }
summary b { display: inline-block; min-width: 4.5rem; }
pre { overflow-x: auto; padding: 12px; background: color-mix(in srgb, currentColor 6%, transparent); font-size: 14px; line-height: 20px; }
table { border-collapse: collapse; font-size: 14px; }
caption { text-align: left; }
th, td { text-align: left; padding: 4px 16px 4px 0; vertical-align: top; }
`
