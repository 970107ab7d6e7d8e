/** What is done before, between and after commands; `rest` is what follows the word, `body` the lines below it. */
export interface Directive {
  readonly is: 'directive';
  readonly line: number;
  readonly word: string;
  readonly rest: string;
  readonly body: string;
  readonly expected: Expected;
}

/** A command and how it must end. */
export interface CommandStep {
  readonly is: 'command';
  readonly line: number;
  readonly command: string;
  readonly expected: Expected;
}

/** What a step must give: lines may hold placeholders, `json` is a part of the one object on stdout. */
export interface Expected {
  readonly exit: number | null;
  readonly out: readonly string[];
  readonly err: readonly string[];
  readonly json: string | null;
}

/** One case file. */
export interface Scenario {
  readonly title: string;
  readonly steps: readonly (Directive | CommandStep)[];
}

const expectation = /^(?:exit (\d+)|(out|err|json)\|(?: (.*))?)$/;

/** Reads the lines under a step: what is expected, and for a directive the body before that. */
function readLines(lines: readonly string[]): { readonly expected: Expected; readonly body: string } {
  let exit: number | null = null;
  const streams = { out: [] as string[], err: [] as string[], json: [] as string[] };
  const body: string[] = [];
  for (const line of lines) {
    const match = expectation.exec(line);
    if (!match) body.push(line);
    else if (match[1] !== undefined) exit = Number(match[1]);
    else streams[match[2] as keyof typeof streams].push(match[3] ?? '');
  }
  const { out, err, json } = streams;
  const text = body.join('\n').replace(/\n+$/, '');
  return { expected: { exit, out, err, json: json.length > 0 ? json.join('\n') : null }, body: text };
}

function readStep(head: string, line: number, below: readonly string[]): Directive | CommandStep {
  const { expected, body } = readLines(below);
  if (!head.startsWith('$ ')) {
    const [, word = '', rest = ''] = /^== (\S+) ?(.*)$/.exec(head) ?? [];
    return { is: 'directive', line, word, rest, body, expected };
  }
  if (body !== '') throw new Error(`line ${line}: expected out|, err|, json| or exit below a command; found "${body}"`);
  return { is: 'command', line, command: head.slice(2), expected };
}

/**
 * Reads a case file. The first line is its title; then come steps:
 *
 * `$ crm-hygiene …` with `exit 2` and lines `out| …`, `err| …` for all that it prints, or `json| …` for a part of the
 * object on stdout, with stderr left alone. `&` behind it starts a command that `== interrupt` sends Ctrl-C.
 * `== file NAME [in ENCODING]` writes the lines below; `== show NAME` compares them with `out| …`.
 * `== sandbox contacts=40 seed=3` starts a HubSpot; `== token SCOPE …` makes a token of those scopes the one in use.
 * `== call METHOD PATH` calls it, with the JSON below as its body; `json| …` is a part of the answer.
 * `== remember NAME` keeps the id of the last answer, for `<NAME>`. `== env NAME=value` sets a variable.
 * `== sql` runs the statement below on the database.
 * `== fixture NAME` copies a folder of test/fixtures; `== link NAME to TARGET` makes a symbolic link.
 * `== absent NAME` sees to it that there is no such file.
 * `== tally` starts the CRM of the example connector, with the rows of each sheet in the JSON below.
 *
 * Placeholders of expected lines: `<number>`, `<time>`, `<any>` for a part of a line, a line `…` for any lines.
 */
export function parseScenario(text: string): Scenario {
  const lines = text.split('\n');
  const heads = lines.flatMap((line, index) => (/^(\$ |== )/.test(line) ? [index] : []));
  const steps = heads.map((start, index) =>
    readStep(lines[start]!, start + 1, lines.slice(start + 1, heads[index + 1] ?? lines.length)),
  );
  return { title: lines[0] ?? '', steps };
}
