import { type Request, type Response, Router } from 'express';
import { escapeHtml } from '../../core/html.ts';
import { isFromOwnPage } from '../../core/own-page.ts';
import { PAGE_HEADERS } from '../../core/page-headers.ts';
import { readId } from '../ids.ts';
import { findObjectName } from '../object-words.ts';
import type { Org } from '../org.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { SfRecord } from '../records/sf-record.ts';
import { pathOf } from './display.ts';
import { renderPage } from './layout.ts';
import { renderHomePage, renderListPage } from './list-page.ts';
import { renderRecordPage } from './record-page.ts';
import { saveEdit } from './save-edit.ts';

/** The pages of the organization as a person sees it: no session, no limits, not in the request log. */
export function createPageRouter(org: Org): Router {
  const router = Router();
  router.get('/', (_request, response) => sendPage(response, 200, renderHomePage(org)));
  router.get('/_sandbox/records/:object', (request, response) => showList(org, request, response));
  router.get('/_sandbox/records/:object/find', (request, response) => findRecord(org, request, response));
  router.get('/_sandbox/records/:object/:id', (request, response) => showRecord(org, request, response));
  router.post('/_sandbox/records/:object/:id', (request, response) => editRecord(org, request, response));
  return router;
}

function sendPage(response: Response, status: number, html: string): void {
  response.writeHead(status, PAGE_HEADERS).end(html);
}

function sendMissing(org: Org, response: Response): void {
  const body =
    '<main><section class="card"><h1>There is no such record</h1><p><a href="/">Back to the start</a></p></section></main>';
  sendPage(response, 404, renderPage(org, 'Not found', body));
}

function storeOf(org: Org, request: Request): RecordStore | null {
  const name = findObjectName(String(request.params.object));
  return name === null ? null : org.stores[name];
}

function findById(org: Org, request: Request, given: string): SfRecord | null {
  const id = readId(given);
  return id === null ? null : (storeOf(org, request)?.find(id) ?? null);
}

function showList(org: Org, request: Request, response: Response): void {
  const store = storeOf(org, request);
  if (store === null) sendMissing(org, response);
  else sendPage(response, 200, renderListPage(org, store, String(request.query.after ?? '')));
}

function findRecord(org: Org, request: Request, response: Response): void {
  const record = findById(org, request, String(request.query.id ?? '').trim());
  if (record === null) sendMissing(org, response);
  else response.redirect(303, pathOf(record));
}

function showRecord(org: Org, request: Request, response: Response): void {
  const record = findById(org, request, String(request.params.id));
  const saved = request.query.saved;
  const note = typeof saved === 'string' ? `<p class="note ok" role="status">Saved: ${escapeHtml(saved)}</p>` : '';
  if (record === null) sendMissing(org, response);
  else sendPage(response, 200, renderRecordPage(org, record, note));
}

function editRecord(org: Org, request: Request, response: Response): void {
  const record = findById(org, request, String(request.params.id));
  if (!isFromOwnPage(request)) refuseForeign(response);
  else if (record === null || record.isDeleted) sendMissing(org, response);
  else save(org, record, request, response);
}

function refuseForeign(response: Response): void {
  const text = 'Records can only be edited from the pages of this sandbox.\n';
  response.writeHead(403, { 'Content-Type': 'text/plain' }).end(text);
}

function save(org: Org, record: SfRecord, request: Request, response: Response): void {
  const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
  const { changed, problems } = saveEdit(org, record, new URLSearchParams(body));
  if (problems.length > 0) {
    const note = `<p class="note error" role="alert">Nothing was saved. ${escapeHtml(problems.join(' '))}</p>`;
    sendPage(response, 400, renderRecordPage(org, record, note));
    return;
  }
  const saved = changed.length === 0 ? '' : `?saved=${encodeURIComponent(changed.join(', '))}`;
  response.redirect(303, `${pathOf(record)}${saved}`);
}
