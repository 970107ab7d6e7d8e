import { stringify } from 'yaml';

/** A CRM of a new agreement; `sync` in the connector's words, `options` the connector's own settings. */
export interface StarterSource {
  readonly name: string;
  readonly connector: string;
  readonly sync: readonly string[];
  readonly options?: Readonly<Record<string, unknown>>;
}

/** What has to be known to write a first agreement. */
export interface StarterAnswers {
  readonly name: string;
  /** IANA zone. */
  readonly timeZone: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Where editors find the JSON Schema of the file; absent where there is none. */
  readonly schema?: string;
  /** At least one. */
  readonly sources: readonly StarterSource[];
}

/** One value on one line, quoted where YAML needs it. */
function inline(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false }).trimEnd();
}

function sourceLines(source: StarterSource): string {
  const block = stringify(source.options ?? {}, { lineWidth: 0 }).trimEnd();
  const options = Object.keys(source.options ?? {}).length === 0 ? [] : block.split('\n').map((line) => `    ${line}`);
  const lines = [
    `  ${source.name}:`,
    `    connector: ${source.connector}`,
    `    sync: ${inline(source.sync)}`,
    ...options,
  ];
  return lines.join('\n');
}

/**
 * A first hygiene.yaml, explained for the admin who will own it. `# text` explains; `#setting` (no blank) is an
 * example that works once its # is removed, so every example is tested.
 */
export function starterAgreement(answers: StarterAnswers): string {
  const first = answers.sources[0]?.name ?? 'main';
  const schema = answers.schema === undefined ? '' : `# yaml-language-server: $schema=${answers.schema}\n`;
  return `${schema}# The agreement of sales and marketing: what a good record is, and what is done about the others.
#
# After each change run \`crm-hygiene check\`. A mistake is shown with its line, and changes nothing: the agreement
# that was in force stays in force.
#
# How to read this file: "# text" explains. "#setting" without a blank is an example; remove its # to use it.
# Never put tokens or passwords here. They belong into the environment, see \`crm-hygiene doctor\`.

version: 1

# Who made it. Days are counted in this time zone: "3 days late" means three midnights there.
agreement:
  name: ${inline(answers.name)}
  timezone: ${inline(answers.timeZone)}
  currency: ${inline(answers.currency)}

# The built-in rules that are on. "@1" pins them: an upgrade of the program never changes a score by itself.
#   recommended@1   rules that most teams agree on
#   strict@1        those and the pickier ones
# \`crm-hygiene rules\` lists them all; \`crm-hygiene explain deal/stage-aging\` tells about one.
extends: [recommended@1]

# The CRM accounts, each under a name of your choice, and what is read from them.
crms:
${answers.sources.map(sourceLines).join('\n')}

# Your opinion on single rules. The severity (critical, high, medium, low, info, off) decides how many points a broken
# rule costs; "weight" sets them by hand. Many rules have settings of their own, such as a grace period.
rules:
  #person/email-free-mail: off
  #person/phone-invalid: info
  #deal/close-date-past: {severity: critical, grace: 3 days}
  #deal/next-step-missing: {severity: high, weight: 8}
  #deal/stage-aging:
    #exceptions:
      #- {where: amount is less than 1000, reason: Small deals renew by themselves, until: 2030-12-31}
  # A rule of your own. Examples under "passes" and "fails" are tried whenever this file is read.
  #deal/big-deal-without-plan:
    #says: From 10,000 on, {name} has a next step and a close date
    #when: amount is at least 10k
    #check: [next step is filled, close date is filled]
    #severity: high
    #fix: Agree on the next step with the buyer
    #fails: [{amount: 20000, close date: 2027-01-31}]

# Which records are looked at at all. All lines under "when" must hold; one line under "unless" leaves a record out.
# You can ask: country is filled / is DE / is one of DE, AT, CH / is not DE; job title contains text / starts with text;
# amount is at least 10k; created is in the last 90 days / is before 2027-01-01; stage is open / is before Proposal;
# company country is DE (a linked record). "not" may stand before each; a value with a comma goes in quotes.
scope:
  #contact:
    #unless:
      #- email domain is acme.example
      #- lifecycle stage is "Partner"
  #deal:
    #when:
      #- pipeline is not Internal

# Fields of your own. Standard ones (email, job title, amount, close date …) are built in. "in" says how the field is
# called in each CRM. A type is one of: text, number, date, yes/no, pick-list, list.
fields:
  #contact.need:
    #means: The problem the buyer told us they must solve
    #type: text
    #in: {${first}: confirmed_need}
  #deal.loss reason:
    #means: The main reason the buyer gave for saying no
    #type: pick-list
    #in: {${first}: closed_lost_reason}
    #allowed: [Price, Timing, No decision, Competitor, Missing feature, Poor fit]
    #owner: sales
  # A number counted from linked records.
  #deal.decision makers: {count: contacts, where: [buying role is Decision Maker]}

# What a deal needs in a stage, and how long it may stay there. Pipelines and stages are written as in the CRM.
pipelines:
  #Sales Pipeline:
    #Qualified To Buy: {needs: [amount], no_longer_than: 30 days}
    #Contract Sent: {needs: [amount, close date, next step], no_longer_than: 14 days}

# How findings become a score from 0 to 100. These are the defaults.
scoring:
  # What a broken rule costs, and the highest score a record with a broken critical rule can have.
  #severity_points: {critical: 10, high: 5, medium: 3, low: 1, info: 0}
  #critical_caps_score_at: 69
  # The lowest score of each grade; everything below D is F.
  #grades: {A: 90, B: 80, C: 70, D: 60}
  # How much the quality of the data and the progress through the stages count.
  #health:
    #contact: {data: 60, stage: 40}
    #deal: {data: 40, stage: 60}

# Named tests, lists, lifecycle stages, promises with a clock (slas), goals, calendars and teams are further sections;
# an editor that knows the schema of this file completes their settings.
# Definitions are used as: contact meets mql, company meets ideal_customer.
definitions:
  #ideal_customer:
    #means: A company in a market we serve that is big enough to need us
    #applies_to: company
    #when: [employees is between 50 and 1000, country is filled]

# What is written back into the CRM, so that people see it where they work. "preview" writes nothing and shows what
# would be written; set it to "on" when you trust it. Only fields made for this purpose are ever touched.
write_back:
  mode: preview
  # Field names begin with this: hygiene_score, hygiene_grade …
  #field_prefix: hygiene
  #fields: [score, grade, stage_health, flags, next_action, scored_at]
  # For a careful start: the worst records first, so many per run.
  #limit: 500 records per run
`;
}
