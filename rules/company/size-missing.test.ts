import { test } from '@jest/globals';
import { company, testRule } from '../../src/testing/index.ts';
import { sizeMissing } from './size-missing.ts';

testRule(
  test,
  sizeMissing,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      both: company(),
      'revenue alone': company({ employees: null }),
      'employees alone, revenue not synced': company({ annualRevenue: undefined }),
      'a range tells something too': company({ employees: '51-200', annualRevenue: null }),
    },
    reports: {
      neither: {
        on: company({ employees: null, annualRevenue: null }),
        gives: [
          { messageId: 'missing', field: 'employees', text: /^Employees is empty and annual revenue is empty\.$/ },
        ],
      },
      'a placeholder': {
        on: company({ employees: 'n/a', annualRevenue: null, createdAt: '2024-04-04' }),
        gives: [{ messageId: 'missing', field: 'employees', text: /is "n\/a"/ }],
      },
      'created when nobody knows': {
        on: company({ employees: null, annualRevenue: null, createdAt: null }),
        gives: [{ messageId: 'missing', field: 'employees' }],
      },
    },
    silent: { 'in the grace': company({ employees: null, annualRevenue: null, createdAt: '2024-04-05' }) },
    unknown: {
      'employees not synced, no revenue': company({ employees: undefined, annualRevenue: null }),
      'no employees, revenue not synced': company({ employees: null, annualRevenue: undefined }),
    },
  },
);
