const mostDigits = 15;
const powers: readonly number[] = Array.from({ length: mostDigits + 1 }, (_, exponent) => 10 ** exponent);

/**
 * Reads digits with at most one point and a minus before them, up to fifteen digits, so that whole number and power
 * of ten are exact and their quotient is the nearest number there is. NaN says only that a slower look is needed.
 */
export function scanNumber(text: string): number {
  const { length } = text;
  if (length === 0) return Number.NaN;
  let at = text.charCodeAt(0) === 45 ? 1 : 0;
  const isNegative = at === 1;
  let value = 0;
  let digits = 0;
  let point = -1;
  for (; at < length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      digits++;
    } else if (digit === -2 && point < 0) point = digits;
    else return Number.NaN;
  }
  if (digits === 0 || digits > mostDigits || point === 0) return Number.NaN;
  const amount = point < 0 ? value : value / powers[digits - point]!;
  return isNegative ? -amount : amount;
}
