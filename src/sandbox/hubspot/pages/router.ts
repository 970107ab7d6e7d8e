import { type Request, type Response, Router } from 'express';
import { escapeHtml } from '../../core/html.ts';
import { isFromOwnPage } from '../../core/own-page.ts';
import { PAGE_HEADERS } from '../../core/page-headers.ts';
import { findObjectType, type ObjectType } from '../object-types.ts';
import type { Portal } from '../portal.ts';
import type { CrmRecord } from '../records/record.ts';
import { pathOf } from './display.ts';
import { renderHomePage } from './home-page.ts';
import { renderPage } from './layout.ts';
import { renderListPage } from './list-page.ts';
import { renderRecordPage } from './record-page.ts';
import { saveEdit } from './save-edit.ts';

/** The pages of the account as a person sees it: no token, no limits, not in the request log. */
export function createPageRouter(portal: Portal): Router {
  const router = Router();
  router.get('/', (_request, response) => sendPage(response, 200, renderHomePage(portal)));
  router.get('/oauth/authorize', (request, response) => authorize(portal, request, response));
  router.get('/_sandbox/records/:object', (request, response) => showList(portal, request, response));
  router.get('/_sandbox/records/:object/find', (request, response) => findRecord(portal, request, response));
  router.get('/_sandbox/records/:object/:id', (request, response) => showRecord(portal, request, response));
  router.post('/_sandbox/records/:object/:id', (request, response) => editRecord(portal, request, response));
  return router;
}

/** Installs the app without asking anybody: back to where the app wants it, with a code and the app's own state. */
function authorize(portal: Portal, request: Request, response: Response): void {
  const query = new URL(request.originalUrl, 'http://127.0.0.1').searchParams;
  const target = query.get('redirect_uri') ?? '';
  if (query.get('client_id') !== portal.clientId || !/^https?:\/\//.test(target) || !URL.canParse(target)) {
    response.writeHead(400, { 'Content-Type': 'text/plain' }).end('Unknown client_id, or no redirect_uri.\n');
    return;
  }
  const wanted = (query.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
  const back = new URL(target);
  back.searchParams.set('code', portal.tokens.issueCode(wanted.length > 0 ? wanted : portal.settings.scopes));
  const state = query.get('state');
  if (state !== null) back.searchParams.set('state', state);
  response.redirect(302, back.href);
}

function sendPage(response: Response, status: number, html: string): void {
  response.writeHead(status, PAGE_HEADERS).end(html);
}

function sendMissing(portal: Portal, response: Response): void {
  const body =
    '<main><section class="card"><h1>There is no such record</h1><p><a href="/">Back to the start</a></p></section></main>';
  sendPage(response, 404, renderPage(portal, 'Not found', body));
}

function typeOf(request: Request): ObjectType | null {
  return findObjectType(String(request.params.object));
}

/** The record of a path, in any state but purged; merged-away ids lead to the survivor. */
function recordOf(portal: Portal, request: Request): CrmRecord | null {
  const type = typeOf(request);
  if (type === null) return null;
  const record = portal.stores[type.name].find(portal.finder.follow(type.name, String(request.params.id)));
  return record?.written?.state === 'purged' ? null : record;
}

function showList(portal: Portal, request: Request, response: Response): void {
  const type = typeOf(request);
  const after = String(request.query.after ?? '');
  if (type === null) sendMissing(portal, response);
  else sendPage(response, 200, renderListPage(portal, type, after));
}

function findRecord(portal: Portal, request: Request, response: Response): void {
  const type = typeOf(request);
  const text = String(request.query.id ?? '').trim();
  const isEmail = type?.name === 'contacts' && text.includes('@');
  const record = type === null ? null : isEmail ? portal.finder.byEmail(text) : portal.stores[type.name].find(text);
  if (record === null) sendMissing(portal, response);
  else response.redirect(303, pathOf(record));
}

function showRecord(portal: Portal, request: Request, response: Response): void {
  const record = recordOf(portal, request);
  const saved = request.query.saved;
  const note = typeof saved === 'string' ? `<p class="note ok" role="status">Saved: ${escapeHtml(saved)}</p>` : '';
  if (record === null) sendMissing(portal, response);
  else sendPage(response, 200, renderRecordPage(portal, record, note));
}

function editRecord(portal: Portal, request: Request, response: Response): void {
  const record = recordOf(portal, request);
  if (!isFromOwnPage(request)) refuseForeign(response);
  else if (record === null || !record.isLive) sendMissing(portal, response);
  else save(portal, record, request, response);
}

function refuseForeign(response: Response): void {
  const text = 'Records can only be edited from the pages of this sandbox.\n';
  response.writeHead(403, { 'Content-Type': 'text/plain' }).end(text);
}

function save(portal: Portal, record: CrmRecord, request: Request, response: Response): void {
  const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
  const { changed, problems } = saveEdit(portal, record, new URLSearchParams(body));
  if (problems.length > 0) {
    const note = `<p class="note error" role="alert">Nothing was saved. ${escapeHtml(problems.join(' '))}</p>`;
    sendPage(response, 400, renderRecordPage(portal, record, note));
    return;
  }
  const saved = changed.length === 0 ? '' : `?saved=${encodeURIComponent(changed.join(', '))}`;
  response.redirect(303, `${pathOf(record)}${saved}`);
}
