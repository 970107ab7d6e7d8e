import { test } from '@jest/globals';
import { contact, lead, testRule } from '../../src/testing/index.ts';
import { firstResponseLate } from './first-response-late.ts';

const hour = { promise: { starts: 'mql', within: '1 business hour' } };
const untouched = (values: Parameters<typeof lead>[0] = {}, around: Parameters<typeof lead>[1] = hour) =>
  lead({ outboundTimes: null, ...values }, around);
const sinceTen = { stageVisits: 'mql 2024-04-11T10:00:00Z..' };

testRule(
  test,
  firstResponseLate,
  { now: '2024-04-11T10:00:00Z' },
  {
    passes: {
      'called in time': contact({ outboundTimes: '2024-04-02T08:30:00Z' }, hour),
      'called too late, but called': contact({ outboundTimes: '2024-04-03T08:30:00Z' }, hour),
      'just handed over': untouched({ stageVisits: 'mql 2024-04-11T10:00:00Z..' }),
      'handed over at night': untouched(
        { stageVisits: 'mql 2024-04-10T22:00:00Z..' },
        { promise: { starts: 'mql', within: '4 business hours' } },
      ),
      'gone on to sales, called': contact(
        { lifecycle: 'sql', stageVisits: 'mql 2024-04-02T08:00:00Z..2024-04-03;sql 2024-04-03..' },
        hour,
      ),
      'a meeting is booked in time': untouched({ ...sinceTen, outboundTimes: '2024-04-11T10:30:00Z' }),
      'touched in an earlier round only': untouched({
        ...sinceTen,
        stageVisits: 'mql 2024-01-01..2024-02-01;recycled 2024-02-01..2024-04-11T10:00:00Z;mql 2024-04-11T10:00:00Z..',
        outboundTimes: '2024-01-05T10:00:00Z',
      }),
    },
    reports: {
      'nobody called': {
        on: untouched(),
        gives: [
          {
            messageId: 'late',
            field: 'outboundTimes',
            text: /since 2024-04-02, though "first_response" allows 60 business minutes\.$/,
          },
        ],
      },
      'first millisecond after the hour': {
        on: untouched(sinceTen),
        now: '2024-04-11T11:00:00.001Z',
        gives: [{ messageId: 'late', field: 'outboundTimes' }],
      },
      'at the hour': {
        on: untouched(sinceTen),
        now: '2024-04-11T11:00:00Z',
        credit: 0.5,
        gives: [{ messageId: 'atRisk', field: 'outboundTimes', text: /most of the 60 business minutes that/ }],
      },
      'three quarters of the hour': {
        on: untouched(sinceTen),
        now: '2024-04-11T10:45:00Z',
        credit: 0.5,
        gives: [{ messageId: 'atRisk', field: 'outboundTimes' }],
      },
      'late, a meeting is booked': {
        on: untouched({ outboundTimes: '2024-04-12T10:00:00Z' }),
        gives: [{ messageId: 'late', field: 'outboundTimes' }],
      },
      'gone on to sales untouched': {
        on: untouched({ lifecycle: 'sql', stageVisits: 'mql 2024-04-02..2024-04-03;sql 2024-04-03..' }),
        gives: [{ messageId: 'late', field: 'outboundTimes' }],
      },
      'created a month ago': {
        on: untouched({ createdAt: '2024-03-01' }, { promise: { starts: 'created', within: '1 week' } }),
        gives: [{ messageId: 'late', field: 'outboundTimes', text: /since 2024-03-01, .* allows 7 days/ }],
      },
      'sent a form': {
        on: untouched({}, { promise: { starts: 'submits a form', within: '24 hours' } }),
        gives: [{ messageId: 'late', field: 'outboundTimes' }],
      },
    },
    silent: {
      'nothing promised': untouched({}, {}),
      'another promise alone': untouched({}, { promise: { attempts: 6, overAtLeast: null } }),
      'never was there': untouched({ lifecycle: 'lead', stageVisits: 'lead 2024-04-02..' }),
      'not there yet, visits not kept': untouched({ lifecycle: 'lead', stageVisits: undefined }),
      'handed back': untouched({
        lifecycle: 'recycled',
        stageVisits: 'mql 2024-04-02..2024-04-03;recycled 2024-04-03..',
      }),
      'already in contact': untouched({ outboundTimes: '2024-04-01T10:00:00Z' }),
      imported: untouched({ stageVisits: 'mql ~2024-04-02T08:00:00Z..' }),
      'no form': untouched({ lastFormAt: null }, { promise: { starts: 'submits a form', within: '24 hours' } }),
    },
    unknown: {
      'visits not kept': untouched({ stageVisits: undefined }),
      'there, but nobody saw it come': untouched({ stageVisits: 'lead 2024-04-02..' }),
      'touches not known': untouched({ outboundTimes: undefined }),
      'unreadable touches': untouched({ outboundTimes: 'often' }),
      'owners have no history': untouched({}, { promise: { starts: 'assigned', within: '24 hours' } }),
    },
  },
);
