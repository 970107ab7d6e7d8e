/** Who writes, and how: what a call's headers say. */
export interface Writer {
  readonly userId: string;
  /** `Sforce-Call-Options: client=…`, or the way the write came. */
  readonly origin: string;
  /** Salesforce: REST writes run the active assignment rules unless `Sforce-Auto-Assign: FALSE`. */
  readonly autoAssign: boolean;
}
