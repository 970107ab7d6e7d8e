import type { Answer } from '../../core/answer.ts';
import { ApiError } from '../errors.ts';
import type { Call, Route } from '../routes/route.ts';
import { NEWEST_VERSION, OLDEST_VERSION } from '../routes/versions.ts';
import { readEnvelope, type SoapCall, soapAnswer, soapError, soapFault } from './envelope.ts';
import { merge } from './merge.ts';
import { deleteMetadata, readMetadata, upsertMetadata } from './metadata.ts';

const METADATA = 'http://soap.sforce.com/2006/04/metadata';
const PARTNER = 'urn:partner.soap.sforce.com';

/** The Metadata API and the Partner API, as far as there is no REST for it. */
export const soapRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/services/Soap/m/:version',
    access: 'soap',
    handle: (call) => serve(call, METADATA, metadata),
  },
  {
    method: 'POST',
    path: '/services/Soap/u/:version',
    access: 'soap',
    handle: (call) => serve(call, PARTNER, partner),
  },
  {
    method: 'POST',
    path: '/services/Soap/u/:version/:organization',
    access: 'soap',
    handle: (call) => serve(call, PARTNER, partner),
  },
];

type Serve = (call: Call, soap: SoapCall) => string;

function serve(call: Call, namespace: string, run: Serve): Answer {
  try {
    const soap = readEnvelope(call.body);
    if (soap === null) throw soapError('UNKNOWN_EXCEPTION', 'Premature end of file.');
    checkVersion(call);
    if (!call.org.sessions.use(soap.sessionId, call.org.clock.now())) {
      const message = 'Invalid Session ID found in SessionHeader: Illegal Session';
      throw soapError('INVALID_SESSION_ID', message);
    }
    call.org.limits.admit(call.org.clock.elapsed());
    return soapAnswer(soap.operation, namespace, run(call, soap));
  } catch (error) {
    if (error instanceof ApiError) return soapFault(error);
    throw error;
  }
}

function checkVersion(call: Call): void {
  const version = Number(/^v?(\d{2})\.0$/.exec(call.params.version ?? '')?.[1] ?? 0);
  if (version >= OLDEST_VERSION && version <= NEWEST_VERSION) return;
  throw soapError('UNSUPPORTED_API_VERSION', `Invalid Api version specified on URL: ${call.params.version}`);
}

function metadata({ org }: Call, { operation, content }: SoapCall): string {
  switch (operation) {
    case 'upsertMetadata':
    case 'createMetadata':
    case 'updateMetadata':
      return upsertMetadata(org, content, operation);
    case 'deleteMetadata':
      return deleteMetadata(org, content);
    case 'readMetadata':
      return readMetadata(org, content);
    default:
      throw soapError('INVALID_OPERATION', `the sandbox has no ${operation}`);
  }
}

function partner({ org }: Call, { operation, content, client }: SoapCall): string {
  if (operation === 'merge') return merge(org, content, client ?? 'soap');
  throw soapError('INVALID_OPERATION', `the sandbox has no ${operation}`);
}
