import { z } from 'zod';

/** What an admin decided about the External Client App. */
export const appPoliciesSchema = z.strictObject({
  /** Whether its user may use it: pre-authorised for JWT, named as "Run As" for client credentials. */
  isApproved: z.boolean(),
  /** Whether the certificate that was uploaded for JWT is still valid. */
  isCertificateValid: z.boolean(),
});

/** The policies as they stand. */
export type AppPolicies = z.infer<typeof appPoliciesSchema>;

/** An app that is set up as it should be. */
export const USUAL_POLICIES: AppPolicies = { isApproved: true, isCertificateValid: true };
