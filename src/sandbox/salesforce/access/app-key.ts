import { generateKeyPairSync } from 'node:crypto';

let key: string | null = null;

/** The private key (PKCS #8, PEM) whose certificate the app has; made when first asked for, as making it takes a while. */
export function appKey(): string {
  key ??= generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;
  return key;
}
