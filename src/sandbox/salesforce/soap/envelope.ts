import { XMLParser } from 'fast-xml-parser';
import type { Answer } from '../../core/answer.ts';
import { ApiError } from '../errors.ts';

/** An XML element as the parser gives it: text, an object of children, or a list where it is repeated. */
export type Element = unknown;

const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  processEntities: true,
});

/** A SOAP call: its session, its operation and what that is given. */
export interface SoapCall {
  readonly sessionId: string;
  readonly operation: string;
  readonly content: Element;
  readonly client: string | null;
}

/** Reads an envelope; null where there is none. */
export function readEnvelope(body: Buffer): SoapCall | null {
  const envelope = child(parseXml(body.toString('utf8')), 'Envelope');
  const content = child(envelope, 'Body');
  const operation = names(content).find((name) => !name.startsWith('@'));
  if (operation === undefined) return null;
  const header = child(envelope, 'Header');
  const client = textOf(child(child(header, 'CallOptions'), 'client'));
  return {
    sessionId: textOf(child(child(header, 'SessionHeader'), 'sessionId')) ?? '',
    operation,
    content: child(content, operation),
    client,
  };
}

function parseXml(text: string): Element {
  try {
    return parser.parse(text);
  } catch {
    return null;
  }
}

/** The first child element of a name. */
export function child(element: Element, name: string): Element {
  return childrenOf(element, name)[0] ?? null;
}

/** All child elements of a name, in their order. */
export function childrenOf(element: Element, name: string): readonly Element[] {
  if (typeof element !== 'object' || element === null) return [];
  const found: unknown = (element as Record<string, unknown>)[name];
  return found === undefined ? [] : Array.isArray(found) ? found : [found];
}

/** The names of child elements and (with `@`) attributes. */
export function names(element: Element): string[] {
  return typeof element === 'object' && element !== null ? Object.keys(element) : [];
}

/** The text of an element; null where it has none or is not there. */
export function textOf(element: Element): string | null {
  if (typeof element === 'string') return element;
  if (typeof element !== 'object' || element === null) return null;
  const text: unknown = (element as Record<string, unknown>)['#text'];
  return typeof text === 'string' ? text : null;
}

/** Text of a child element. */
export function childText(element: Element, name: string): string | null {
  return textOf(child(element, name));
}

/** An answer's envelope around `<{operation}Response>`. */
export function soapAnswer(operation: string, namespace: string, inner: string): Answer {
  return answer(200, `<${operation}Response xmlns="${namespace}">${inner}</${operation}Response>`);
}

/** A fault. Salesforce: HTTP 500 whatever the reason. */
export function soapFault(error: Pick<ApiError, 'code' | 'message'>): Answer {
  const code = `sf:${error.code}`;
  const text = `<faultcode>${code}</faultcode><faultstring>${escapeXml(`${error.code}: ${error.message}`)}</faultstring>`;
  return answer(500, `<soapenv:Fault>${text}</soapenv:Fault>`);
}

function answer(status: number, inner: string): Answer {
  const head =
    '<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:sf="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">';
  const body = `${head}<soapenv:Body>${inner}</soapenv:Body></soapenv:Envelope>`;
  return { status, contentType: 'text/xml;charset=UTF-8', body };
}

/** Makes text safe inside elements. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A refusal in SOAP. */
export function soapError(code: string, message: string): ApiError {
  return new ApiError(500, code, message);
}
