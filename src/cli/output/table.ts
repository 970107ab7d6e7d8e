/** Columns of text: the first left-aligned, numbers right-aligned, two blanks between. */
export function table(rows: readonly (readonly (string | number)[])[], indent = '  '): string {
  const widths: number[] = [];
  const text = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en') : cell)));
  for (const row of text)
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, cell.length);
    });
  return text
    .map((row, r) =>
      row
        .map((cell, c) => (typeof rows[r]![c] === 'number' ? cell.padStart(widths[c]!) : cell.padEnd(widths[c]!)))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${indent}${line}`)
    .join('\n');
}

/** `1 record`, `2 records`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}

/** Hundredths of a point, exact, so that what is shown adds up: `33.33`, `50.0`. */
export function points(hundredths: number): string {
  return (hundredths / 100).toFixed(2).replace(/0$/, '');
}
