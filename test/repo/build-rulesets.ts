import { writeFileSync } from 'node:fs';
import { rulesetTarget, rulesetTexts } from './ruleset-files.ts';
import { rulesetModule } from './ruleset-source.ts';

// `npm run build:rulesets`: the built-in rulesets as a module, for the product to import.
writeFileSync(rulesetTarget, rulesetModule([...rulesetTexts().values()]));
