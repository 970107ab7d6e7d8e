import type { Router } from 'express';
import { createControlRouter } from '../../core/control-router.ts';
import { playControls } from '../../core/play-controls.ts';
import { streamShared } from '../../stream-shared.ts';
import type { Org } from '../org.ts';
import { controls } from './controls.ts';
import { streamPlanted } from './planted.ts';
import { streamValues } from './values.ts';

/** The sandbox's own endpoints. */
export function createAdminRouter(org: Org): Router {
  return createControlRouter(
    org,
    [...playControls, ...controls],
    [
      { path: '/planted', stream: streamPlanted },
      { path: '/values', stream: streamValues },
      { path: '/shared', stream: streamShared },
    ],
  );
}
