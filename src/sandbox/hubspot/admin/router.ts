import type { Router } from 'express';
import { createControlRouter } from '../../core/control-router.ts';
import { playControls } from '../../core/play-controls.ts';
import { streamShared } from '../../stream-shared.ts';
import type { Portal } from '../portal.ts';
import { controlRoutes } from './control.ts';
import { streamPlanted } from './planted.ts';
import { streamValues } from './values.ts';

/** The sandbox's own endpoints. */
export function createAdminRouter(portal: Portal): Router {
  return createControlRouter(
    portal,
    [...playControls, ...controlRoutes],
    [
      { path: '/planted', stream: streamPlanted },
      { path: '/values', stream: streamValues },
      { path: '/shared', stream: streamShared },
    ],
  );
}
