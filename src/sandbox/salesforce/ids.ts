const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECKS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The 18-character form of a 15-character id: three characters say which of each five are capitals. */
export function completeId(id: string): string {
  let suffix = '';
  for (let block = 0; block < 15; block += 5) {
    let bits = 0;
    for (let place = 0; place < 5; place += 1) {
      const character = id.charCodeAt(block + place);
      if (character >= 65 && character <= 90) bits |= 1 << place;
    }
    suffix += CHECKS[bits];
  }
  return id.slice(0, 15) + suffix;
}

/** An id of either length as 18 characters; null where it is none, or its last three characters do not fit. */
export function readId(text: string): string | null {
  if (!/^(?:[0-9A-Za-z]{15}|[0-9A-Za-z]{18})$/.test(text)) return null;
  const whole = completeId(text);
  return text.length === 15 || whole === text ? whole : null;
}

/** The id after an id of the same object. */
export function nextId(id: string): string {
  const digits = [...id.slice(0, 15)];
  for (let place = 14; place >= 3; place -= 1) {
    const value = DIGITS.indexOf(digits[place] as string) + 1;
    digits[place] = DIGITS[value % 62] as string;
    if (value < 62) break;
  }
  return completeId(digits.join(''));
}

/** The n-th id of an object whose rows are few: setup records, jobs and the like. */
export function makeId(prefix: string, number: number): string {
  let body = '';
  for (let rest = number; body.length < 8; rest = Math.floor(rest / 62)) body = DIGITS[rest % 62] + body;
  return completeId(`${prefix}Nb00${body}`);
}
