export {
  type Authenticate,
  type AwaitMail,
  type ClientDescription,
  type Done,
  KeycloakSpaClient,
  type LinkInfo,
  type Next,
  type PasswordRule,
  type ProfileAttribute,
  type SpaClientOptions,
  createKeycloakSpaClient,
} from './client.js';
export { type Account, type AccountCalls, type Session } from './account.js';
export {
  type FieldProblem,
  type ProblemCode,
  SpaProblem,
  UnexpectedAnswer,
  isSpaProblem,
} from './problem.js';
export type { components, operations, paths } from './openapi.js';
