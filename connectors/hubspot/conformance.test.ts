import { test } from '@jest/globals';
import { conformance } from '../../src/testing/index.ts';
import { hubspotBackend } from '../../test/kit/hubspot-backend.ts';
import { hubspot } from './index.ts';

conformance(test, hubspot, hubspotBackend);
