import { escapeHtml } from '../../core/html.ts';
import { STYLE } from '../../core/page-style.ts';
import type { Portal } from '../portal.ts';

/** A whole page; `body` is HTML whose values were escaped, `title` is plain text. */
export function renderPage(portal: Portal, title: string, body: string): string {
  const link = (object: string, label: string) => `<a href="/_sandbox/records/${object}">${label}</a>`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header class="bar"><a class="brand" href="/">Northbridge CRM</a><span class="tag">sandbox, account ${portal.settings.portalId}</span>
<nav>${link('contact', 'Contacts')}${link('company', 'Companies')}${link('deal', 'Deals')}</nav></header>
${body}
</body>
</html>
`;
}

/** A moment as people write it, in the account's time zone. */
export function formatMoment(portal: Portal, at: number): string {
  const { timeZone } = portal.settings;
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at);
}
