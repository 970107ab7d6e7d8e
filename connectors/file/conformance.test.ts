import { test } from '@jest/globals';
import { conformance } from '../../src/testing/index.ts';
import { fileBackend } from '../../test/kit/file-backend.ts';
import { file } from './index.ts';

conformance(test, file, fileBackend);
