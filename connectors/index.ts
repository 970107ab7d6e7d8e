import type { ConnectorDefinition } from '../src/model/connector.ts';
import { file } from './file/index.ts';
import { hubspot } from './hubspot/index.ts';
import { salesforce } from './salesforce/index.ts';

/** The connectors that are built in: one line each. */
export const connectors: readonly ConnectorDefinition[] = [hubspot, salesforce, file];
