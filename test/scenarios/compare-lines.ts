const placeholders: Readonly<Record<string, string>> = {
  '<number>': '[\\d,.]+',
  '<time>': '\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z',
  '<any>': '.*',
};

function patternOf(line: string): RegExp {
  const escaped = line.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/<(?:number|time|any)>/g, (name) => placeholders[name]!)}$`);
}

/**
 * The actual lines as they are to be shown beside the expected ones: where a line fits its placeholders it is shown as
 * the expected line, so that a diff shows what differs and nothing else.
 */
export function alignLines(actual: readonly string[], expected: readonly string[]): readonly string[] {
  const shown: string[] = [];
  let at = 0;
  for (const [index, line] of expected.entries()) {
    if (line === '…') {
      const next = expected[index + 1];
      const end =
        next === undefined ? actual.length : actual.findIndex((text, i) => i >= at && patternOf(next).test(text));
      at = end < 0 ? actual.length : end;
      shown.push(line);
    } else if (at < actual.length) {
      const text = actual[at++]!;
      shown.push(patternOf(line).test(text) ? line : text);
    }
  }
  return [...shown, ...actual.slice(at)];
}
