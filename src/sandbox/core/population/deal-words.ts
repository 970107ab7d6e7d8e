/** What is sold. */
export const PRODUCTS = [
  'Platform',
  'Onboarding',
  'Analytics',
  'Support Plus',
  'Renewal',
  'Sensors',
  'Fleet',
  'Workplace',
] as const;

/** Next steps as sellers write them. */
export const STEPS = [
  'Send the revised quote',
  'Call the CFO about the budget',
  'Angebot nachfassen',
  'Security review with their IT',
  'Agendar demo com o time técnico',
  'Wait for signature from legal, then book kick-off',
  'Relancer après le comité de direction',
  'Share references from the same industry',
] as const;
