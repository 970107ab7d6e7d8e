import type { Amount } from '../model/condition.ts';
import { parseNumber } from '../model/parse-field.ts';

const form = /^([+-]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|[\d.]+(?:e[+-]?\d{1,3})?))\s*(k|m)?(?:\s+([a-z]{3}))?$/i;
const factors: Readonly<Record<string, number>> = { k: 1000, m: 1_000_000 };
const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** `10,000`, `10k`, `1.5M`, `10,000 EUR`; null for what is no such number, and for a currency that does not exist. */
export function parseAmount(text: string): Amount | null {
  const match = form.exec(text.trim());
  if (!match) return null;
  const value = parseNumber(match[1]!.replaceAll(',', ''));
  const currency = match[3]?.toUpperCase() ?? null;
  if (value === null || (currency !== null && !currencies.has(currency))) return null;
  const scaled = Number((value * (factors[match[2]?.toLowerCase() ?? ''] ?? 1)).toPrecision(15));
  return Number.isFinite(scaled) ? { value: scaled, currency } : null;
}

/** The text that `parseAmount` reads back; without the currency where it is the one that goes without saying. */
export function amountText(amount: Amount, usual: string | null): string {
  const number = String(amount.value);
  return amount.currency === null || amount.currency === usual ? number : `${number} ${amount.currency}`;
}
