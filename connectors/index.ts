import type { ConnectorDefinition } from '../src/model/connector.ts';
import { file } from './file/index.ts';
import { hubspot } from './hubspot/index.ts';

/** The connectors that are built in: one line each. */
export const connectors: readonly ConnectorDefinition[] = [hubspot, file];
