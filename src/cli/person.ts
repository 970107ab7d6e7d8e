import { UserError } from '../model/errors.ts';
import type { Terminal } from './terminal.ts';

/** Who does something: `--by`, else the name under which the person is logged in. Throws UserError where neither is. */
export function personOf(by: string | undefined, { env }: Terminal): string {
  const name = [by, env.USER, env.LOGNAME, env.USERNAME].map((text) => text?.trim()).find((text) => text);
  if (name) return name;
  throw new UserError({ code: 'CONFIG_INVALID', message: 'Say who you are with --by NAME.' });
}
