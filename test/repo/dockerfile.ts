/** One instruction of a Dockerfile, continuation lines joined. */
export interface Instruction {
  readonly name: string;
  /** `--from=build` and the like. */
  readonly flags: Readonly<Record<string, string>>;
  readonly rest: string;
  readonly line: number;
}

/** What one FROM begins. */
export interface Stage {
  readonly name: string;
  /** An image, or the name of an earlier stage. */
  readonly base: string;
  readonly instructions: readonly Instruction[];
}

/** A COPY: sources are paths of the build context, or of `from`, a stage. */
export interface Copy {
  readonly from: string | null;
  readonly sources: readonly string[];
  readonly target: string;
  readonly line: number;
}

function parseInstruction(text: string, line: number): Instruction {
  const [, name = '', after = ''] = /^(\w+)\s+(.*)$/s.exec(text) ?? [];
  const flags: Record<string, string> = {};
  let rest = after.trim();
  for (let match = /^--([\w-]+)=(\S+)\s+/.exec(rest); match; match = /^--([\w-]+)=(\S+)\s+/.exec(rest)) {
    flags[match[1]!] = match[2]!;
    rest = rest.slice(match[0].length);
  }
  return { name: name.toUpperCase(), flags, rest, line };
}

/** The instructions of a Dockerfile, in order; comments and empty lines are left out. */
export function parseInstructions(text: string): readonly Instruction[] {
  const found: Instruction[] = [];
  let open: { text: string; readonly line: number } | null = null;
  for (const [index, raw] of text.split('\n').entries()) {
    if (/^\s*(#|$)/.test(raw)) continue;
    const joined: { text: string; readonly line: number } = open ?? { text: '', line: index + 1 };
    joined.text += `${raw.replace(/\\\s*$/, '').trim()} `;
    open = /\\\s*$/.test(raw) ? joined : null;
    if (!open) found.push(parseInstruction(joined.text.trim(), joined.line));
  }
  if (open) found.push(parseInstruction(open.text.trim(), open.line));
  return found;
}

/** The stages of a Dockerfile; what stands before the first FROM is ignored. */
export function parseStages(text: string): readonly Stage[] {
  const stages: { name: string; base: string; instructions: Instruction[] }[] = [];
  for (const instruction of parseInstructions(text)) {
    if (instruction.name !== 'FROM') {
      stages.at(-1)?.instructions.push(instruction);
      continue;
    }
    const [base = '', , name = String(stages.length)] = instruction.rest.split(/\s+/);
    stages.push({ name, base, instructions: [] });
  }
  return stages;
}

/** A list in exec form (`["node", "x"]`); null where it is in shell form. */
export function execForm(text: string): readonly string[] | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) && parsed.every((word) => typeof word === 'string') ? parsed : null;
  } catch {
    return null;
  }
}

/** The COPY instructions of a stage. */
export function copiesOf(stage: Stage): readonly Copy[] {
  return stage.instructions
    .filter(({ name }) => name === 'COPY' || name === 'ADD')
    .map(({ flags, rest, line }) => {
      const words = execForm(rest) ?? rest.split(/\s+/);
      return { from: flags.from ?? null, sources: words.slice(0, -1), target: words.at(-1)!, line };
    });
}

/** The commands of a stage's RUN instructions, split at `&&` and `;`. */
export function commandsOf(stage: Stage): readonly string[] {
  return stage.instructions
    .filter(({ name }) => name === 'RUN')
    .flatMap(({ rest }) => rest.split(/&&|;/))
    .map((command) => command.trim())
    .filter((command) => command !== '');
}

/** The last instruction of a name that holds in a stage, looked up in its base stages too. */
export function effective(stages: readonly Stage[], stage: Stage, name: string): Instruction | null {
  const own = stage.instructions.findLast((instruction) => instruction.name === name);
  if (own) return own;
  const base = stages.find((other) => other.name === stage.base);
  return base ? effective(stages, base, name) : null;
}
