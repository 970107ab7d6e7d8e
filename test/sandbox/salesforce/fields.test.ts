import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Json, type OpenOrg, openOrg, provision, SCORE } from './open-org.ts';
import { idOf } from './small-org.ts';

let org: OpenOrg;
beforeEach(async () => {
  org = await openOrg();
});
afterEach(() => org.close());

const fieldNames = async (): Promise<string[]> =>
  (await org.call('GET', '/sobjects/Lead/describe')).body.fields.map(({ name }: Json) => name);

test('a new field is seen by nobody until a permission set that grants it is assigned', async () => {
  const connection = await org.connect();
  const made = await connection.metadata.upsert('CustomField', SCORE as Json);
  expect(made).toMatchObject({ created: true, success: true, fullName: 'Lead.Hygiene_Score__c' });
  const hidden = async () => {
    const write = await org.call('PATCH', `/sobjects/Lead/${idOf('Lead', 0)}`, { Hygiene_Score__c: 5 });
    const read = await org.call('GET', '/query?q=SELECT+Hygiene_Score__c+FROM+Lead');
    return [(await fieldNames()).includes('Hygiene_Score__c'), write.status, write.body[0]?.errorCode, read.status];
  };
  expect(await hidden()).toEqual([false, 400, 'INVALID_FIELD', 400]);
  const fieldPermissions = [{ field: 'Lead.Hygiene_Score__c', readable: true, editable: false }];
  const set = { fullName: 'Readers', label: 'Readers', fieldPermissions };
  expect(await connection.metadata.upsert('PermissionSet', set as Json)).toMatchObject({
    created: true,
    success: true,
  });
  expect(await hidden()).toEqual([false, 400, 'INVALID_FIELD', 400]);
  const [{ Id: PermissionSetId }] = await org.query("SELECT Id FROM PermissionSet WHERE Name = 'Readers'");
  const assignment = { AssigneeId: org.userId, PermissionSetId };
  await org.control('POST', '/switches', { mayAssignPermissionSets: false });
  const refused = await org.call('POST', '/sobjects/PermissionSetAssignment', assignment);
  expect(refused.body).toMatchObject([{ errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY' }]);
  await org.control('POST', '/switches', { mayAssignPermissionSets: true });
  expect((await org.call('POST', '/sobjects/PermissionSetAssignment', assignment)).status).toBe(201);
  const repeated = await org.call('POST', '/sobjects/PermissionSetAssignment', assignment);
  expect(repeated.body[0]).toMatchObject({
    errorCode: 'DUPLICATE_VALUE',
    message: expect.stringContaining('Duplicate PermissionSetAssignment'),
  });
  expect(await hidden()).toEqual([true, 400, 'INVALID_FIELD_FOR_INSERT_UPDATE', 200]);
});

test.each<[string, object, string]>([
  [
    'a long text that is too short',
    { type: 'LongTextArea', length: 200, visibleLines: 3 },
    'Invalid length, minimum is: 256',
  ],
  ['a long text without lines', { type: 'LongTextArea', length: 300 }, "Must specify 'visibleLines' for this type"],
  ['a text that is too long', { type: 'Text', length: 256 }, 'Invalid length, maximum is: 255'],
  ['a number with too many digits', { type: 'Number', precision: 19, scale: 0 }, 'Precision must be between 1 and 18'],
  [
    'a checkbox without a default',
    { type: 'Checkbox' },
    "Must specify 'defaultValue' for a CustomField of type Checkbox",
  ],
  ['a picklist without values', { type: 'Picklist' }, "Must specify 'valueSet' for a picklist field"],
])('%s is refused', async (_name, parts, message) => {
  const connection = await org.connect();
  const field = { fullName: 'Lead.X__c', label: 'X', ...parts };
  const [result, fine] = (await connection.metadata.upsert('CustomField', [field, SCORE] as Json)) as unknown as Json[];
  expect(result).toMatchObject({
    success: false,
    created: false,
    errors: [{ statusCode: 'FIELD_INTEGRITY_EXCEPTION', message }],
  });
  expect(fine.success).toBe(true);
});

test('names, types and missing objects are checked; what is there is changed, not made again', async () => {
  const connection = await org.connect();
  const save = async (field: object): Promise<Json> => connection.metadata.upsert('CustomField', field as Json);
  expect((await save({ ...SCORE, fullName: 'Lead.1st__c' })).errors[0].statusCode).toBe('FIELD_INTEGRITY_EXCEPTION');
  expect((await save({ ...SCORE, fullName: 'Deal.X__c' })).errors[0].statusCode).toBe('INVALID_CROSS_REFERENCE_KEY');
  expect((await save(SCORE)).created).toBe(true);
  expect(await save({ ...SCORE, label: 'Other' })).toMatchObject({ created: false, success: true });
  expect((await save({ fullName: SCORE.fullName, label: 'X', type: 'Date' })).success).toBe(false);
  await org.control('POST', '/switches', { mayModifyMetadata: false });
  expect((await save(SCORE)).errors[0].statusCode).toBe('INSUFFICIENT_ACCESS');
});

test('describe is 304 until fields change', async () => {
  const first = await org.call('GET', '/sobjects/Lead/describe');
  const since = { 'If-Modified-Since': String(first.headers.get('last-modified')) };
  expect((await org.call('GET', '/sobjects/Lead/describe', undefined, since)).status).toBe(304);
  await provision(org, [SCORE]);
  expect((await org.call('GET', '/sobjects/Lead/describe', undefined, since)).status).toBe(200);
});

test('an admin can close a standard field', async () => {
  await org.control('POST', '/field-permissions', { object: 'Lead', field: 'Phone', readable: false, editable: false });
  expect(await fieldNames()).not.toContain('Phone');
  await expect(org.query('SELECT Phone FROM Lead')).rejects.toThrow('INVALID_FIELD');
});

test('features decide which objects and fields there are', async () => {
  const rich = await openOrg({ features: { leadHistory: false, multiCurrency: true } });
  expect(await rich.query('SELECT IsoCode FROM CurrencyType WHERE IsCorporate = true')).toEqual([{ IsoCode: 'USD' }]);
  await expect(rich.query('SELECT Id FROM LeadHistory')).rejects.toThrow('INVALID_TYPE');
  await expect(org.query('SELECT CurrencyIsoCode FROM Lead')).rejects.toThrow('INVALID_FIELD');
  await rich.close();
});
