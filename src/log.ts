import winston from 'winston';
import type { Log, LogFields } from './model/log.ts';

/** What looks like a credential anywhere in a log line, whatever it was meant to be. */
const credentialShapes = [
  /\bpat-[a-z0-9]{2,4}-[0-9a-f-]{8,}/gi,
  /\bBearer\s+[\w.~+/=-]+/gi,
  /\b00D[0-9A-Za-z]{12,15}![\w.]+/g,
  /\beyJ[\w-]+\.[\w-]+\.[\w-]+/g,
];
const emailShape = /[^\s"'<>@]+@[^\s"'<>@]+\.[^\s"'<>@]+/g;

/** Replaces known secrets, things shaped like credentials, and e-mail addresses. */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) if (secret.length >= 6) clean = clean.replaceAll(secret, '[redacted]');
  for (const shape of credentialShapes) clean = clean.replace(shape, '[redacted]');
  return clean.replace(emailShape, '[e-mail]');
}

/** Where log lines go and what must never be in them. */
export interface LogOptions {
  readonly level: 'error' | 'warn' | 'info' | 'debug';
  /** Values that are replaced wherever they appear. */
  readonly secrets: readonly string[];
  readonly stream: NodeJS.WritableStream;
  readonly asJson: boolean;
}

/** The application's log: one line an event, redacted as a whole, on the given stream. */
export function createLog(options: LogOptions): Log {
  const line = winston.format.printf(({ level, message, timestamp, ...fields }) => {
    const text = options.asJson
      ? JSON.stringify({ timestamp, level, message, ...fields })
      : `${level}: ${String(message)}${Object.entries(fields)
          .map(([key, value]) => ` ${key}=${String(value)}`)
          .join('')}`;
    return redact(text, options.secrets);
  });
  const logger = winston.createLogger({
    level: options.level,
    format: winston.format.combine(winston.format.timestamp(), line),
    transports: [new winston.transports.Stream({ stream: options.stream })],
  });
  const write =
    (level: LogOptions['level']) =>
    (message: string, fields?: LogFields): void => {
      logger.log(level, message, fields);
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
