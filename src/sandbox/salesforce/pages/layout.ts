import { escapeHtml } from '../../core/html.ts';
import { STYLE } from '../../core/page-style.ts';
import { OBJECT_NAMES, type Org } from '../org.ts';

/** A whole page; `body` is HTML whose values were escaped, `title` is plain text. */
export function renderPage(org: Org, title: string, body: string): string {
  const links = OBJECT_NAMES.map((name) => {
    return `<a href="/_sandbox/records/${name}">${escapeHtml(org.schema.get(name).labelPlural)}</a>`;
  });
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header class="bar"><a class="brand" href="/">Northbridge CRM</a><span class="tag">Salesforce sandbox, org ${org.organizationId}</span>
<nav>${links.join('')}</nav></header>
${body}
</body>
</html>
`;
}

/** A moment as people write it, in the organization's time zone. */
export function formatForPeople(org: Org, at: number): string {
  const { timeZone } = org.settings;
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at);
}
