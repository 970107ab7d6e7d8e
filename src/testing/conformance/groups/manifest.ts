import { objectTypes } from '../../../model/record.ts';
import type { Bench } from '../bench.ts';
import { expectFailure, expectThat, failureOf } from '../expect-that.ts';
import type { Group } from '../group.ts';

const strange = 'no_such_setting';

function checkStrict(bench: Bench, config: unknown): void {
  const schema = bench.definition.manifest.config;
  expectThat(schema.safeParse(config).success, 'the schema accepts the settings of the backend', config);
  const result = schema.safeParse({ ...(config as object), [strange]: 1 });
  expectThat(!result.success, 'a setting that does not exist is refused, as it is a slip of the pen', 'accepted');
  const words = JSON.stringify(result.error.issues);
  expectThat(words.includes(strange), `the refusal names the setting ${strange}`, words);
}

/** What a connector says of itself before it is connected, held against what it is. */
export const manifestGroup: Group = {
  name: 'manifest',
  claims: [],
  cases: () => [
    {
      name: 'the connector has a name for the agreement, a title, and objects of the vocabulary',
      async run({ definition: { manifest } }) {
        expectThat(/^[a-z][a-z0-9-]*$/.test(manifest.name), 'a name is lower-case letters and digits', manifest.name);
        expectThat(manifest.title.trim() !== '', 'a title is not blank', manifest.title);
        const words = Object.entries(manifest.objects);
        expectThat(words.length > 0, 'there is at least one object', words);
        for (const [word, object] of words) {
          expectThat(
            objectTypes.includes(object),
            `\`sync: [${word}]\` means one of ${objectTypes.join(', ')}`,
            object,
          );
          expectThat(/^[a-z][a-z0-9_-]*$/.test(word), 'a word of `sync` is lower-case', word);
        }
      },
    },
    {
      name: 'a part is there exactly where its capability is claimed',
      async run(bench) {
        const { session } = await bench.stand([]);
        const { capabilities } = bench.definition.manifest;
        for (const part of ['write', 'provision'] as const)
          expectThat(
            (session.connector[part] !== undefined) === capabilities[part],
            `the part \`${part}\` is ${capabilities[part] ? 'there' : 'absent'}, as the manifest says`,
            session.connector[part] === undefined ? 'it is absent' : 'it is there',
          );
      },
    },
    {
      name: 'the settings of an agreement are accepted, and one that does not exist is refused by its name',
      async run(bench) {
        checkStrict(bench, (await bench.open([])).config);
      },
    },
    {
      name: 'secrets are named as environment variables, and the required ones are among them',
      async run(bench) {
        const { names, required } = bench.definition.manifest.secrets;
        for (const name of names) expectThat(/^[A-Z][A-Z0-9_]*$/.test(name), 'a secret is named in capitals', name);
        for (const name of required.flat())
          expectThat(names.includes(name), 'every required secret is one of the names', name);
        const { secrets } = await bench.open([]);
        for (const name of Object.keys(secrets))
          expectThat(names.includes(name), 'the connector is given no other secrets than it names', name);
        const suffices = required.length === 0 || required.some((all) => all.every((name) => secrets[name]));
        expectThat(suffices, 'the secrets of the backend hold one required set', Object.keys(secrets));
      },
    },
    {
      name: 'without its secrets the connector refuses, by the name of the variable, and calls nobody',
      if: ['network'],
      async run(bench) {
        const account = await bench.open([]);
        const work = bench.connect(account, { env: { secrets: {} } }).then(({ connector }) => connector.identify());
        const error = expectFailure(await failureOf(work), ['UserError'], 'missing credentials are refused');
        expectThat(error.code === 'CREDENTIALS_MISSING', 'the code is CREDENTIALS_MISSING', error.code);
        const names = bench.definition.manifest.secrets.required.flat();
        expectThat(
          names.some((name) => error.message.includes(name)),
          'the sentence names a variable',
          error.message,
        );
        const calls = (await account.faults?.calls()) ?? 0;
        expectThat(calls === 0, 'nobody is called without credentials', `${calls} calls`);
      },
    },
    {
      name: 'doctor has a line for every check, with advice where it does not hold',
      async run(bench) {
        const { session } = await bench.stand([]);
        const lines = await session.connector.diagnose();
        expectThat(lines.length > 0, 'there is at least one check', lines);
        for (const line of lines) {
          expectThat(line.check.trim() !== '' && line.detail.trim() !== '', 'a line says what was checked', line);
          expectThat(line.ok || line.advice.trim() !== '', 'a check that does not hold says what to do', line);
        }
      },
    },
  ],
};
