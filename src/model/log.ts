/** What a log line carries beside its message: never secrets, personal data or whole records. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** The log as the application hands it on; written by winston, with redaction. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** A log that says nothing. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };
