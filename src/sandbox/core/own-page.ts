import type { IncomingMessage } from 'node:http';

/** Whether a call was addressed to this machine by a local name: a foreign name that points here is a trick on a browser. */
export function isLocallyAddressed(request: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(request.headers.host ?? '');
}

/** Whether a form was sent from a page of this sandbox: browsers name the origin of every POST. */
export function isFromOwnPage(request: IncomingMessage): boolean {
  return isLocallyAddressed(request) && request.headers.origin === `http://${request.headers.host}`;
}

/** Whether a call to the controls may pass: programs send no origin, and no other site's page may turn the knobs. */
export function mayControl(request: IncomingMessage): boolean {
  return isLocallyAddressed(request) && (request.headers.origin === undefined || isFromOwnPage(request));
}
