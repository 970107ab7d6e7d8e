import { test } from '@jest/globals';
import { company, testRule } from '../../src/testing/index.ts';
import { industryUnknown } from './industry-unknown.ts';

testRule(
  test,
  industryUnknown,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'in the list': { on: company(), options: { allowed: ['BANKING', 'MACHINERY'] } },
      'written otherwise': { on: company({ industry: 'Élevage ' }), options: { allowed: ['elevage'] } },
    },
    reports: {
      'not in the list': {
        on: company(),
        options: { allowed: ['Banking'] },
        gives: [{ messageId: 'unlisted', field: 'industry', text: /^Industry "MACHINERY" is not/ }],
      },
      'a part of a listed one': {
        on: company({ industry: 'Bank' }),
        options: { allowed: ['Banking'] },
        gives: [{ messageId: 'unlisted', field: 'industry' }],
      },
      'created today': {
        on: company({ createdAt: '2024-04-11' }),
        options: { allowed: ['Banking'] },
        gives: [{ messageId: 'unlisted', field: 'industry' }],
      },
    },
    silent: {
      'no list': company(),
      'no industry': { on: company({ industry: null }), options: { allowed: ['Banking'] } },
      'a placeholder counts as empty': { on: company({ industry: 'tbd' }), options: { allowed: ['Banking'] } },
    },
    unknown: { 'not synced': { on: company({ industry: undefined }), options: { allowed: ['Banking'] } } },
  },
);
