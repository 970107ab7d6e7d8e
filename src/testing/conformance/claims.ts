import type { Manifest } from '../../model/connector.ts';

/** What a manifest promises; each promise is a group of cases. */
export type Claim = 'write' | 'provision' | 'changedSince' | 'links' | 'network' | 'renewal';

/**
 * Reads the promises of a manifest. A connector with required secrets talks to a service over a network, so limits,
 * failures and refused credentials befall it; one that names REFRESH_TOKEN says that it renews its credentials.
 */
export function readClaims(manifest: Manifest<unknown>): Readonly<Record<Claim, boolean>> {
  const { capabilities, secrets } = manifest;
  return {
    write: capabilities.write,
    provision: capabilities.provision,
    changedSince: capabilities.changedSince,
    links: capabilities.links,
    network: secrets.required.length > 0,
    renewal: secrets.names.includes('REFRESH_TOKEN'),
  };
}

/** How a manifest makes each promise, for messages. */
export const claimWords: Readonly<Record<Claim, string>> = {
  write: 'capabilities.write',
  provision: 'capabilities.provision',
  changedSince: 'capabilities.changedSince',
  links: 'capabilities.links',
  network: 'secrets.required (so it reaches a service over a network)',
  renewal: 'the secret REFRESH_TOKEN (so it renews its credentials)',
};
