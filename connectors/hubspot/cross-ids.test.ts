import { expect, test } from '@jest/globals';
import { crossIds, longSalesforceId } from './cross-ids.ts';
import { createMapping } from './mapping.ts';

const env = { source: 'main', ownFields: [], fieldPrefix: 'hygiene' };

// Worked out by hand: I is 01000 (the fourth of five is a capital), V 10101, F 00101, 5 11111, A none.
test.each([
  ['0013000000B1XyZ', '0013000000B1XyZAAV'],
  ['001000000000000', '001000000000000AAA'],
  ['ABCDEABCDEABCDE', 'ABCDEABCDEABCDE555'],
  ['003A000000XyZ1a', '003A000000XyZ1aIAF'],
])('the 15 characters %s are the 18 characters %s', (short, long) => {
  expect(longSalesforceId(short)).toBe(long);
  expect(longSalesforceId(long)).toBe(long);
});

test.each(['', 'none', '003A000000XyZ1', '003A000000XyZ1aIA', '003A-00000XyZ1a', '003A000000XyZ1aIAF1'])(
  'what is no id is left out: %p',
  (text) => expect(longSalesforceId(text)).toBeNull(),
);

test('ids of Salesforce become keys of the object they name', () => {
  expect(
    crossIds('contact', { salesforcecontactid: '003A000000XyZ1aIAF', salesforceleadid: ' 001000000000000 ' }),
  ).toEqual({
    is: 'value',
    value: ['salesforce:contact:003A000000XyZ1aIAF', 'salesforce:lead:001000000000000AAA'],
    raw: ['salesforce:contact:003A000000XyZ1aIAF', 'salesforce:lead:001000000000000AAA'],
  });
  expect(crossIds('company', { salesforceaccountid: '001000000000000' })).toMatchObject({
    value: ['salesforce:company:001000000000000AAA'],
  });
  expect(crossIds('deal', { hs_salesforceopportunityid: '006000000000000AAA' })).toMatchObject({
    value: ['salesforce:deal:006000000000000AAA'],
  });
});

test('an account with the properties is asked for them, and records without an id have no such field', () => {
  const mapping = createMapping('contact', new Set(['email', 'salesforcecontactid']), env);
  expect(mapping.properties).toContain('salesforcecontactid');
  expect(mapping.properties).not.toContain('salesforceleadid');
  expect(mapping.missing).not.toHaveProperty('counterpartIds');
  const record = (salesforcecontactid: unknown) =>
    mapping.toRecord({ id: '1', properties: { salesforcecontactid } } as never, '').fields;
  expect(record('003000000000000AAA').counterpartIds).toMatchObject({
    value: ['salesforce:contact:003000000000000AAA'],
  });
  for (const none of [null, '', 'n/a']) expect(record(none)).not.toHaveProperty('counterpartIds');
});

test('an account without the properties lacks nothing', () => {
  const mapping = createMapping('deal', new Set(['dealname']), env);
  expect(mapping.properties.filter((name) => name.includes('salesforce'))).toEqual([]);
  expect(mapping.missing).not.toHaveProperty('counterpartIds');
});
