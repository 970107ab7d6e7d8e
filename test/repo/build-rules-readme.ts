import { writeFileSync } from 'node:fs';
import { rules } from '../../rules/index.ts';
import { rulesReadme, rulesReadmeTarget } from './rules-readme.ts';

// `npm run build:rules-readme`: the page of all rules, made from what they say of themselves.
writeFileSync(rulesReadmeTarget, rulesReadme(rules));
