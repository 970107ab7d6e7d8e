export {
  type Around,
  company,
  contact,
  deal,
  exampleSubject,
  healthyAt,
  lead,
  type Raw,
  type Subject,
} from './builders.ts';
export type {
  Backend,
  CredentialControl,
  CrmAbility,
  CrmAccount,
  Edit,
  Fault,
  FaultControl,
  FaultKind,
  Seed,
  StoredHealth,
} from './conformance/backend.ts';
export { type AsyncTestFunction, conformance } from './conformance/conformance.ts';
export {
  type ExpectedReport,
  type ReportCase,
  type RuleCase,
  type RuleTable,
  type RuleTestSettings,
  type TestFunction,
  testRule,
} from './rule-tester.ts';
