// Private app tokens of CRMs (pat-na1-…), session ids of CRMs (00D…!…), OAuth headers, JSON web tokens, and the prefixes
// other vendors give their keys.
const known =
  /pat-(?:na|eu|ap)\d-[\w-]{8,}|\bBearer\s+[\w.~+/=-]{8,}|\b00D[A-Za-z0-9]{12,15}![\w.]{8,}|\beyJ[\w-]{8,}\.[\w-]{8,}|\b(?:sk|rk|ghp|gho|github_pat|glpat|xox[abp])[-_][\w-]{16,}/g;
const hex = /^[0-9a-f]{32,}$/i;
const secretKey = /(?:^|[\s_-])(?:token|secret|password|passwort|api[\s_-]?key|private[\s_-]?key)$/i;

function isMixed(run: string): boolean {
  return /[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run);
}

/** Where known kinds of tokens stand in a text, comments included. */
export function findTokens(text: string): readonly { readonly start: number; readonly end: number }[] {
  return [...text.matchAll(known)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

/**
 * Whether a value looks like a token. Long runs of letters and digits count only when they mix as random text does, so
 * that API names of fields (`Confirmed_Need_Of_The_Customer_2024__c`) and ids of stages (UUIDs) do not.
 */
export function looksLikeToken(value: string): boolean {
  if (value.search(known) >= 0) return true;
  return value
    .split(/[^A-Za-z0-9+=]+/)
    .some((run) => run.length >= 32 && (isMixed(run) || (hex.test(run) && /\d/.test(run))));
}

/** Whether a setting's name says that its value is a secret. */
export function isSecretKey(key: string): boolean {
  return secretKey.test(key.replace(/([a-z])([A-Z])/g, '$1_$2'));
}
