/** The ways of writing numbers that can be declared, each by a sample: the separator of groups and of decimals. */
const styles = {
  '1234.56': { group: '', decimal: '.' },
  '1234,56': { group: '', decimal: ',' },
  '1,234.56': { group: ',', decimal: '.' },
  '1.234,56': { group: '.', decimal: ',' },
  '1 234,56': { group: ' ', decimal: ',' },
  "1'234.56": { group: "'", decimal: '.' },
} as const;

export const numberSamples = Object.keys(styles) as (keyof typeof styles)[];
/** A sample that stands for a way of writing numbers. */
export type NumberSample = keyof typeof styles;

/** Separators as files hold them: any narrow or fixed space for the space, the typographic apostrophe for the plain one. */
const groupPatterns: Readonly<Record<string, string>> = {
  ',': ',',
  '.': '\\.',
  ' ': '[ \\u00a0\\u2009\\u202f]',
  "'": "['\\u2019]",
};

/**
 * A reader of numbers written like the sample; a currency sign or a three-letter code before or after is passed over.
 * Groups must be groups of three: `1,23` is no number in the style `1,234.56`, and null says so.
 */
export function compileNumbers(sample: NumberSample): (text: string) => number | null {
  const { group, decimal } = styles[sample];
  const separator = groupPatterns[group];
  const whole = separator ? `(?:\\d{1,3}(?:${separator}\\d{3})+|\\d+)` : '\\d+';
  const fraction = decimal === '.' ? '\\.' : ',';
  const currency = '(?:\\p{Sc}|[A-Z]{3})';
  const shape = new RegExp(
    `^([+\\-\\u2212]?)\\s*(?:${currency}\\s*)?([+\\-\\u2212]?)(${whole})(?:${fraction}(\\d*))?\\s*${currency}?$`,
    'u',
  );
  return (text) => {
    const match = shape.exec(text.trim());
    if (!match || (match[1] && match[2])) return null;
    const sign = match[1] || match[2];
    const value = Number(`${match[3]!.replace(/\D/g, '')}.${match[4] || '0'}`);
    if (!Number.isFinite(value)) return null;
    return sign && sign !== '+' && value !== 0 ? -value : value;
  };
}
