import { test } from '@jest/globals';
import { deal, testRule } from '../../src/testing/index.ts';
import { namePattern } from './name-pattern.ts';

testRule(
  test,
  namePattern,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'company, product, month': deal(),
      'letters of any language': deal({ name: 'Łódź Größe - Wartung - 2024-12' }),
      'a template of our own': {
        on: deal({ name: 'Q3 2024 | 17 | Kettler' }),
        options: { pattern: '{Q} {YYYY} | {number} | {company}' },
      },
      'signs of expressions mean themselves': {
        on: deal({ name: 'A+ (Kettler)' }),
        options: { pattern: 'A+ ({company})' },
      },
      'an expression': { on: deal({ name: 'Renewal Kettler' }), options: { pattern: '/^(Renewal|New) /' } },
      'an expression that makes other engines hang': {
        on: deal({ name: `${'a'.repeat(5000)}b` }),
        options: { pattern: '/^(a+)+b$/' },
      },
    },
    reports: {
      'another name': {
        on: deal({ name: 'New deal' }),
        gives: [
          {
            messageId: 'differs',
            field: 'name',
            text: /^Name is "New deal", .* \{company\} - \{product\} - \{YYYY-MM\}\.$/,
          },
        ],
      },
      'a month in words': {
        on: deal({ name: 'Kettler - Maintenance - May' }),
        gives: [{ messageId: 'differs', field: 'name' }],
      },
      'nothing for a placeholder': {
        on: deal({ name: 'Kettler -   - 2024-05' }),
        gives: [{ messageId: 'differs', field: 'name' }],
      },
      empty: { on: deal({ name: null }), gives: [{ messageId: 'differs', field: 'name', text: /^Name is empty,/ }] },
      'a date put before': {
        on: deal({ name: '2024 Renewal' }),
        options: { pattern: '/^(Renewal|New) /' },
        gives: [{ messageId: 'differs', field: 'name' }],
      },
    },
    silent: { 'a lost deal': deal({ stage: 'lost', name: 'New deal' }) },
    unknown: {
      'name not synced': deal({ name: undefined }),
      'stage not in the pipeline': deal({ stage: 'renamed' }),
    },
  },
);
