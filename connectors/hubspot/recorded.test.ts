import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import type { ZodType } from 'zod';
import {
  associationsAnswer,
  batchAnswer,
  createdPropertiesAnswer,
  pageAnswer,
  pipelinesAnswer,
  propertiesAnswer,
} from './answers.ts';
import { classifyAnswer, readProblem } from './errors.ts';

/** Recorded answers of real accounts lie beside the checkout where it is developed; they are not part of the project. */
const folder = fileURLToPath(new URL('../../../shared/data/recorded/hubspot/', import.meta.url));

interface Failed {
  readonly status: number;
  readonly class: string;
  readonly code: string;
  readonly says: string;
}

/** Answers that are errors as a whole. The status was not recorded; it is that of the documentation. */
const failed: Readonly<Record<string, Failed>> = {
  'batch__create__contacts__err-conflict.json': {
    status: 409,
    class: 'FatalError',
    code: 'CRM_REFUSED',
    says: 'Contact already exists',
  },
  'batch__create__contacts__err-many-invalid-properties.json': {
    status: 400,
    class: 'FatalError',
    code: 'CRM_REFUSED',
    says: 'Property "first000name" does not exist; Property "last000name" does not exist',
  },
  'batch__update__contacts__err-many-invalid-properties.json': {
    status: 400,
    class: 'FatalError',
    code: 'CRM_REFUSED',
    says: 'Property "first000name" does not exist; Property "last000name" does not exist',
  },
  'batch__update__contacts__err-duplicate-ids.json': {
    status: 400,
    class: 'FatalError',
    code: 'CRM_REFUSED',
    says: 'Duplicate IDs found in batch input: [123456]',
  },
  'metadata-err-schemas-scope.json': {
    status: 403,
    class: 'FatalError',
    code: 'SCOPE_MISSING',
    says: 'custom-object-read',
  },
  'search__error-invalid-object.json': {
    status: 400,
    class: 'FatalError',
    code: 'CRM_REFUSED',
    says: 'Unable to infer object type from: butterflies',
  },
};

interface Parsed {
  readonly as: ZodType;
  readonly results: number;
  /** `category subCategory` of each inner error. */
  readonly errors?: readonly string[];
}

/** Answers that are read, with how many results and which inner errors they hold. */
const parsed: Readonly<Record<string, Parsed>> = {
  'associations__err-contact-to-contact.json': {
    as: batchAnswer,
    results: 0,
    errors: ['VALIDATION_ERROR crm.associations.INVALID_IDENTIFIER', 'VALIDATION_ERROR'],
  },
  'batch__create__contacts__err-partial-success.json': { as: batchAnswer, results: 1, errors: ['CONFLICT'] },
  'batch__create__contacts__success.json': { as: batchAnswer, results: 2 },
  'batch__update__contacts__err-partial-success.json': { as: batchAnswer, results: 1, errors: ['OBJECT_NOT_FOUND'] },
  'batch__update__contacts__success.json': { as: batchAnswer, results: 2 },
  'custom__create__4-response-batch-create-properties.json': { as: createdPropertiesAnswer, results: 2 },
  'metadata-contacts-external-pipelines.json': { as: pipelinesAnswer, results: 1 },
  'metadata-contacts-properties-sampled.json': { as: propertiesAnswer, results: 15 },
  'metadata-deals-external-pipelines.json': { as: pipelinesAnswer, results: 1 },
  'metadata-deals-properties-sampled.json': { as: propertiesAnswer, results: 2 },
  'read-via-search__contacts-response.json': { as: pageAnswer, results: 1 },
  'read__objects-api__contacts-batch.json': { as: batchAnswer, results: 2 },
  'read__objects-api__contacts-response.json': { as: pageAnswer, results: 3 },
  'search__contacts__1-first-page.json': { as: pageAnswer, results: 1 },
  'search__contacts__2-second-page.json': { as: pageAnswer, results: 1 },
  'search__contacts__contacts-to-companies.json': {
    as: associationsAnswer,
    results: 1,
    errors: ['OBJECT_NOT_FOUND crm.associations.NO_ASSOCIATIONS_FOUND'],
  },
};

/** Answers of calls that the connector never makes. */
const foreign = [
  'associations__contact-to-company-resp.json',
  'read-lists-1-first-page.json',
  'read-lists-2-second-page.json',
  'read__events__e_deal_closed.json',
];

const circumstances = { route: 'POST /x', now: 0, midnight: 0, credentials: 'HUBSPOT_ACCESS_TOKEN' };

function textOf(file: string): string {
  return readFileSync(`${folder}${file}`, 'utf8');
}

if (existsSync(folder)) {
  test('every recorded answer is known to these tests', () => {
    expect(readdirSync(folder).sort()).toEqual([...Object.keys(failed), ...Object.keys(parsed), ...foreign].sort());
  });

  test.each(Object.entries(failed))('recorded error %s', (file, { status, says, ...wanted }) => {
    const error = classifyAnswer({ status, retryAfter: null, text: textOf(file) }, circumstances);
    expect({ class: error.name, code: error.code }).toEqual(wanted);
    expect(error.message).toContain(says);
  });

  test.each(Object.entries(parsed))('recorded answer %s', (file, { as, results, errors }) => {
    const answer = as.parse(JSON.parse(textOf(file))) as {
      results: unknown[];
      errors?: Parameters<typeof readProblem>[1][];
    };
    expect(answer.results).toHaveLength(results);
    const problems = (answer.errors ?? []).map((error) => readProblem(400, error));
    expect(problems.map(({ category, subCategory }) => [category, subCategory].filter(Boolean).join(' '))).toEqual(
      errors ?? [],
    );
  });

  test('recorded partial failures name the records they are about', () => {
    const problemsOf = (file: string) =>
      batchAnswer.parse(JSON.parse(textOf(file))).errors!.map((error) => readProblem(400, error));
    expect(problemsOf('batch__create__contacts__err-partial-success.json')[0]!.traceIds).toEqual(['0']);
    expect(problemsOf('batch__update__contacts__err-partial-success.json')[0]!.ids).toEqual(['unknownIdentifier888']);
  });
} else {
  test('the folder of recorded answers is absent: nothing is checked against them here', () => {
    process.stderr.write(`no recorded HubSpot answers at ${folder}\n`);
    expect(existsSync(folder)).toBe(false);
  });
}
