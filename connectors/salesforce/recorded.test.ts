import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import type { ZodType } from 'zod';
import { describeAnswer, jobAnswer, queryAnswer, saveResult, saveResults } from './answers.ts';
import { classifyAnswer } from './errors.ts';
import { refusalOf } from './refusals.ts';

/** Recorded answers of real orgs lie beside the checkout where it is developed; they are not part of the project. */
const folder = fileURLToPath(new URL('../../../shared/data/recorded/salesforce/', import.meta.url));

interface Failed {
  readonly status: number;
  readonly class: string;
  readonly code: string;
  readonly says: string;
}

/** Answers that are errors as a whole. The status was not recorded; it is that of the documentation. */
const failed: Readonly<Record<string, Failed>> = {
  'batch__create__contacts__err-bad-request.json': {
    status: 400,
    class: 'FatalError',
    code: 'CRM_REFUSED',
    says: 'At least 1 record is required',
  },
  'crm__delete__not-found.json': { status: 404, class: 'FatalError', code: 'CRM_REFUSED', says: 'entity is deleted' },
  'invalid-field-upsert.json': {
    status: 400,
    class: 'FatalError',
    code: 'CRM_REFUSED',
    says: 'Unable to create/update fields: MasterRecordId',
  },
  'unknown-field.json': {
    status: 400,
    class: 'FatalError',
    code: 'CRM_REFUSED',
    says: "No such column 'AccountNumer'",
  },
  'unknown-object.json': { status: 400, class: 'FatalError', code: 'SCOPE_MISSING', says: "sObject type 'Accout'" },
};

/** Results of collections: the code of each record's first error, empty where it was written. */
const results: Readonly<Record<string, readonly string[]>> = {
  'batch__create__contacts__partial-but-allOrNone.json': [
    'REQUIRED_FIELD_MISSING',
    'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  ],
  'batch__create__contacts__success.json': ['', ''],
  'batch__update__contacts__err-each-no-ids.json': ['MISSING_ARGUMENT', 'MISSING_ARGUMENT'],
  'batch__update__contacts__partial-but-allOrNone.json': ['ALL_OR_NONE_OPERATION_ROLLED_BACK', 'INVALID_FIELD'],
};

interface Parsed {
  readonly as: ZodType;
  readonly holds: object;
}

/** Other answers that are read, with something they hold. */
const parsed: Readonly<Record<string, Parsed>> = {
  'bulk__info__complete-failure.json': {
    as: jobAnswer,
    holds: {
      state: 'Failed',
      errorMessage: expect.stringContaining('Field name not found'),
      numberRecordsProcessed: 0,
    },
  },
  'bulk__info__in-progress.json': { as: jobAnswer, holds: { state: 'InProgress', numberRecordsProcessed: 2000 } },
  'bulk__info__partial-failure.json': { as: jobAnswer, holds: { state: 'JobComplete', numberRecordsFailed: 1 } },
  'bulk__info__success.json': { as: jobAnswer, holds: { state: 'JobComplete', numberRecordsProcessed: 3000 } },
  'bulk__read-launch-job-account.json': { as: jobAnswer, holds: { state: 'UploadComplete', object: 'Account' } },
  'create-ok.json': { as: saveResult, holds: { id: '001ak00000OQTieAAH', success: true } },
  'success-with-errors.json': { as: saveResult, holds: { success: false } },
  'read-list-contacts.json': { as: queryAnswer, holds: { totalSize: 20, done: true } },
  'read-list-leads.json': { as: queryAnswer, holds: { totalSize: 8, done: true } },
  'read-opportunity-with-account.json': { as: queryAnswer, holds: { totalSize: 2 } },
  'read-opportunity-with-contacts.json': { as: queryAnswer, holds: { totalSize: 1 } },
};

/** A description wrapped into a composite answer, a route we do not use. */
const wrapped = 'metadata__read__accounts-sampled.json';

function textOf(file: string): string {
  return readFileSync(`${folder}${file}`, 'utf8');
}

if (existsSync(folder)) {
  test('every recorded answer is known to these tests', () => {
    const known = [...Object.keys(failed), ...Object.keys(results), ...Object.keys(parsed), wrapped];
    expect(readdirSync(folder).sort()).toEqual(known.sort());
  });

  test.each(Object.entries(failed))('recorded error %s', (file, { status, says, ...wanted }) => {
    const error = classifyAnswer({ status, text: textOf(file) }, 'POST /x', 0);
    expect({ class: error.name, code: error.code }).toEqual(wanted);
    expect(error.message).toContain(says);
  });

  test.each(Object.entries(results))('recorded collection %s', (file, codes) => {
    const rows = saveResults.parse(JSON.parse(textOf(file)));
    expect(rows.map((row) => (row.success ? '' : refusalOf(row.errors).code))).toEqual(codes);
  });

  test.each(Object.entries(parsed))('recorded answer %s', (file, { as, holds }) => {
    expect(as.parse(JSON.parse(textOf(file)))).toMatchObject(holds);
  });

  test('a recorded description is read', () => {
    const answer = JSON.parse(textOf(wrapped)) as { compositeResponse: { body: unknown }[] };
    const described = answer.compositeResponse.map(({ body }) => describeAnswer.parse(body));
    expect(described[0]!.fields.map((field) => field.name)).toContain('Name');
    expect(described[0]!.name).toBe('Account');
  });
} else {
  test('the folder of recorded answers is absent: nothing is checked against them here', () => {
    process.stderr.write(`no recorded Salesforce answers at ${folder}\n`);
    expect(existsSync(folder)).toBe(false);
  });
}
