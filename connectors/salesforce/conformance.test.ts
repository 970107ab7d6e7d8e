import { test } from '@jest/globals';
import { conformance } from '../../src/testing/index.ts';
import { salesforceBackend } from '../../test/kit/salesforce-backend.ts';
import { salesforce } from './index.ts';

conformance(test, salesforce, salesforceBackend);
