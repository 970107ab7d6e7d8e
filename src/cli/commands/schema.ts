import type { Command } from 'commander';
import { agreementSchema } from '../../agreement/schema.ts';
import { builtInKinds } from '../../app.ts';
import { print, type Session } from '../terminal.ts';

/** `schema`: the JSON Schema of hygiene.yaml, for editors that complete and check while one types. */
export function addSchema(program: Command, session: Session): void {
  program
    .command('schema')
    .description('print the JSON Schema of hygiene.yaml, for editors')
    .action(() => print(session.terminal, JSON.stringify(agreementSchema(builtInKinds()), null, 2)));
}
