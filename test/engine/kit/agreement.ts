import { connectors } from '../../../connectors/index.ts';
import { rules, rulesets } from '../../../rules/index.ts';
import { explainProblems } from '../../../src/agreement/explain.ts';
import { loadAgreement } from '../../../src/agreement/load.ts';
import type { Agreement } from '../../../src/model/agreement.ts';

const head = `version: 1
agreement: {name: Test, timezone: Europe/Berlin, currency: EUR}
crms: {main: {connector: hubspot, sync: [contacts, companies, deals]}}
`;

/** The agreement of a text that needs only what the test is about; throws its problems. */
export function agreementOf(text: string): Agreement {
  const loaded = loadAgreement(head + text, {
    file: 'hygiene.yaml',
    rules,
    rulesets,
    connectors: connectors.map((connector) => connector.manifest),
  });
  if ('problems' in loaded) throw new Error(explainProblems(loaded.problems));
  return loaded.agreement;
}
