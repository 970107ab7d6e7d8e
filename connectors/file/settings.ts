import { z } from 'zod';
import { lifecycleAside, lifecycleOrder } from '../../src/model/dictionary.ts';
import type { ObjectType } from '../../src/model/record.ts';
import { dateProblem } from './dates.ts';
import { derivedAdvice, fieldNamed, mappableLabels } from './field-names.ts';
import { didYouMean } from './nearest.ts';
import { numberSamples } from './numbers.ts';

/** One sentence for whatever is wrong with a value: missing, or not of the expected kind. */
function expected(what: string) {
  return (issue: { readonly input?: unknown }): string =>
    issue.input === undefined ? `is missing: expected ${what}` : `expected ${what}`;
}

/** The sentence about keys that do not exist here, each with the one that was probably meant. */
function unknownKeys(known: readonly string[]) {
  return (issue: z.core.$ZodRawIssue): string => {
    if (issue.code !== 'unrecognized_keys') return `expected settings: ${known.join(', ')}`;
    const keys = (issue as unknown as { readonly keys: readonly string[] }).keys;
    const each = keys.map((key) => `no such setting: ${key}${didYouMean(key, known)}`);
    return `${each.join('; ')}. Known here: ${known.join(', ')}`;
  };
}

function strict<S extends z.ZodRawShape>(shape: S) {
  return z.strictObject(shape, { error: unknownKeys(Object.keys(shape)) });
}

const columnWords = 'the name of a column, as the header line has it (numbers in quotes)';
const column = z
  .string({ error: expected(columnWords) })
  .trim()
  .min(1, { error: `expected ${columnWords}` });

const fileWords = 'a file, its path counted from the folder of the agreement, for example exports/deals.csv';
const file = z
  .string({ error: expected(fileWords) })
  .trim()
  .min(1, { error: `expected ${fileWords}` });

function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label, { fatal: true }).encoding !== '';
  } catch {
    return false;
  }
}

const encodingWords = 'an encoding: utf-8, windows-1252, iso-8859-15, utf-16le …';
const encoding = z
  .string({ error: expected(encodingWords) })
  .refine(isEncoding, { error: `expected ${encodingWords}` });

const pattern = z
  .string({ error: expected('how dates are written, for example M/D/YYYY') })
  .superRefine((text, ctx) => {
    const problem = dateProblem(text);
    if (problem) ctx.addIssue({ code: 'custom', message: problem });
  });

const stateWords = 'open, won or lost, or {state: open, entered: <column with the date the stage was entered>}';
const state = z.enum(['open', 'won', 'lost']);
const stage = z.union([state, z.strictObject({ state, entered: column.optional() })], {
  error: expected(stateWords),
});

const link = z.strictObject(
  { column, separator: z.string().min(1).optional() },
  { error: expected('{column: <column with the id>}, with `separator: ";"` where a cell holds several ids') },
);

const canonical = [...lifecycleOrder, ...lifecycleAside] as const;
const lifecycle = z.record(z.string(), z.enum(canonical, { error: `expected one of ${canonical.join(', ')}` }), {
  error: expected('values of the column and what they mean, for example {Marketing Qualified: mql}'),
});

/** A page of the CRM with `{id}` in it; only http and https, as the dashboard makes a link of it. */
const urlWords = 'a web address with {id} in it, for example https://crm.example/deals/{id}';
const url = z
  .string({ error: expected(urlWords) })
  .refine((text) => /^https?:\/\/[^\s]+$/.test(text) && text.includes('{id}'), { error: `expected ${urlWords}` });

/** `columns:` of one object: every key a field of the vocabulary, no field twice. */
function columnsOf(object: ObjectType) {
  const words = 'fields and their columns, for example {name: Account Name}';
  return z.record(z.string(), column, { error: expected(words) }).superRefine((columns, ctx) => {
    const seen = new Map<string, string>();
    const refuse = (key: string, message: string): void => ctx.addIssue({ code: 'custom', path: [key], message });
    for (const key of Object.keys(columns)) {
      const field = fieldNamed(object, key);
      const labels = mappableLabels(object);
      if (field === null)
        refuse(
          key,
          `"${key}" is no field of a ${object}${didYouMean(key, labels)}. Fields: ${labels.join(', ')}. Fields of your own go under \`fields:\` of the agreement`,
        );
      else if (derivedAdvice(field) !== null) refuse(key, `"${key}" takes no column here: ${derivedAdvice(field)}`);
      else if (seen.has(field)) refuse(key, `"${key}" and "${seen.get(field)}" are the same field; keep one of them`);
      else seen.set(field, key);
    }
  });
}

function commonOf(object: ObjectType) {
  return {
    file,
    format: z.enum(['csv', 'json'], { error: expected('csv or json') }).optional(),
    delimiter: z.enum([',', ';', '\t', 'tab', '|'], { error: expected('one of "," ";" "|" or tab') }).optional(),
    encoding: encoding.optional(),
    id: column,
    url: url.optional(),
    dates: z.union([pattern, z.array(pattern).min(1)]).optional(),
    numbers: z
      .enum(numberSamples, {
        error: expected(`how numbers are written, one of ${numberSamples.map((one) => `"${one}"`).join(' ')}`),
      })
      .optional(),
    columns: columnsOf(object),
  };
}

const person = { lifecycle: lifecycle.optional(), company: link.optional() };
const contacts = strict({ ...commonOf('contact'), ...person });
const leads = strict({ ...commonOf('lead'), ...person, contact: link.optional() });
const companies = strict({ ...commonOf('company'), lifecycle: lifecycle.optional() });
const pipelineWords = 'the name of the pipeline, or {column: <column with the name>}';
const deals = strict({
  ...commonOf('deal'),
  company: link.optional(),
  contact: link.optional(),
  stages: z
    .record(z.string(), stage, {
      error: expected('stages in their order, for example {Proposal: open, Closed Won: won}'),
    })
    .refine((stages) => Object.keys(stages).length > 0, { error: 'expected at least one stage' })
    .optional(),
  pipeline: z
    .union([z.string().trim().min(1), z.strictObject({ column })], { error: expected(pipelineWords) })
    .optional(),
}).superRefine((settings, ctx) => {
  const hasStage = Object.keys(settings.columns).some((key) => fieldNamed('deal', key) === 'stage');
  if (settings.stages && !hasStage)
    ctx.addIssue({
      code: 'custom',
      path: ['stages'],
      message: 'the stages need the column they stand in: add `stage: <column>` to `columns:`',
    });
});

/** Keys of the settings that hold an object, in the order of the vocabulary. */
export const objectBlocks = { contacts: 'contact', leads: 'lead', companies: 'company', deals: 'deal' } as const;
type Block = keyof typeof objectBlocks;

const resultsWords = 'a file that ends in .csv, its path counted from the folder of the agreement';

/** Whether two paths of the agreement name the same file; links between files are found when the file is opened. */
function isSamePath(a: string, b: string): boolean {
  const tidy = (path: string): string =>
    path
      .replaceAll('\\', '/')
      .replace(/^(\.\/)+/, '')
      .replace(/\/+(\.\/)*/g, '/');
  return tidy(a) === tidy(b);
}

/** Settings of a source with `connector: file`, beside `connector` and `sync`. Plain data: parsing it twice is harmless. */
export const fileSettings = strict({
  results: z
    .string({ error: expected(resultsWords) })
    .trim()
    .refine((path) => /[^/\\]\.csv$/i.test(path), { error: `expected ${resultsWords}` })
    .optional(),
  encoding: encoding.optional(),
  contacts: contacts.optional(),
  leads: leads.optional(),
  companies: companies.optional(),
  deals: deals.optional(),
}).superRefine((settings, ctx) => {
  const blocks = (Object.keys(objectBlocks) as Block[]).filter((block) => settings[block]);
  if (blocks.length === 0)
    ctx.addIssue({
      code: 'custom',
      message: `expected at least one of ${Object.keys(objectBlocks).join(', ')}, each with its file`,
    });
  const same = blocks.find(
    (block) => settings.results !== undefined && isSamePath(settings[block]!.file, settings.results),
  );
  if (same)
    ctx.addIssue({
      code: 'custom',
      path: ['results'],
      message: `is the file of ${same} too; name another one, as the results replace it`,
    });
});

/** The settings as they come out of the schema. */
export type FileSettings = z.infer<typeof fileSettings>;

/** The settings of any one object: those of deals have every key but `lifecycle`. */
export type ObjectSettings = z.infer<typeof deals> & { readonly lifecycle?: z.infer<typeof lifecycle> | undefined };

/** The settings of an object, or null where the agreement gives it no file. */
export function settingsOf(settings: FileSettings, object: ObjectType): ObjectSettings | null {
  const block = (Object.keys(objectBlocks) as Block[]).find((key) => objectBlocks[key] === object);
  return (block && settings[block]) ?? null;
}
