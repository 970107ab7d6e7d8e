import type { Catalog, Page } from '../../../model/connector.ts';
import type { Seed } from '../backend.ts';
import { type Bench, needed, type Stand } from '../bench.ts';
import { expectSame, expectSameSet, expectThat } from '../expect-that.ts';
import type { Group } from '../group.ts';
import { freeText, plainSeed, plainSeeds } from '../plain-seeds.ts';

type Pair = Catalog['links'][number];

function textsOf(pages: readonly Page[]): readonly string[] {
  return pages.flatMap(({ links }) => links.map(({ from, to }) => `${from.object} ${from.id} > ${to.object} ${to.id}`));
}

/** A record of `from` linked to `count` records of `to`, and one of each without links. */
function linkedSeeds({ from, to }: Pair, count: number): readonly Seed[] {
  const targets = plainSeeds(to, count + 1);
  const numbered = (number: number): Seed => plainSeed(from, 100 + number);
  return [...targets, { ...numbered(1), links: targets.slice(0, count).map((_, index) => index) }, numbered(2)];
}

/** Whether the CRM never makes the links of a pair, by the backend's word. */
function isNeverLinked({ neverLinked }: Bench, { from, to }: Pair): boolean {
  return neverLinked.some((pair) => pair.from === from && pair.to === to);
}

/** Checks every pair that the catalog names and the CRM can link: both directions where it names both. */
async function forEachPair(
  bench: Bench,
  check: (pair: Pair, stand: (count: number) => Promise<Stand>) => Promise<void>,
) {
  const { session } = await bench.stand([]);
  const { links } = await session.connector.catalog();
  expectThat(links.length > 0, 'a connector with capabilities.links names pairs of objects in its catalog', links);
  const linkable = links.filter((pair) => !isNeverLinked(bench, pair));
  expectThat(linkable.length > 0, 'the CRM links some pair of the catalog', bench.neverLinked);
  for (const pair of linkable) await check(pair, (count) => bench.stand(linkedSeeds(pair, count)));
}

/** A pair that is named without links must be named, with a reason, and must stay without. */
async function checkNeverLinked(bench: Bench): Promise<void> {
  const { session } = await bench.stand([]);
  const { links } = await session.connector.catalog();
  for (const { from, to, why } of bench.neverLinked) {
    expectThat(why.trim() !== '', '`neverLinked` of the backend says why', { from, to });
    const isNamed = links.some((pair) => pair.from === from && pair.to === to);
    expectThat(isNamed, `the catalog names ${from} > ${to}, as \`neverLinked\` of the backend says`, links);
    const other = await bench.stand([...plainSeeds(from, 2), ...plainSeeds(to, 2)]);
    expectSame(textsOf(await other.session.pages(from, { links: [to] })), [], `no ${from} is linked to a ${to}`);
  }
}

async function checkChanged({ from, to }: Pair, stand: (count: number) => Promise<Stand>): Promise<void> {
  const { account, session, ids } = await stand(1);
  const since = (await session.pages(from)).at(-1)?.cursor ?? null;
  const edit = needed(account.edit, 'edit() of the backend', 'the manifest claims capabilities.changedSince');
  await edit.call(account, [{ object: from, id: ids[2]!, values: { [freeText[from]]: 'Changed' } }]);
  const ask = { since, links: [to], unseen: async () => [ids[2]!] };
  const found = textsOf(await session.pages(from, ask)).filter((text) => text.startsWith(`${from} ${ids[2]} `));
  expectSameSet(found, [`${from} ${ids[2]} > ${to} ${ids[0]}`], 'a changed record is read with its links');
}

/** Which records belong together. */
export const linksGroup: Group = {
  name: 'links',
  claims: ['links'],
  cases: () => [
    {
      name: 'the catalog names each linked pair of synced objects once',
      async run(bench) {
        const { session } = await bench.stand([]);
        const pairs = (await session.connector.catalog()).links.map(({ from, to }) => `${from} > ${to}`);
        expectSameSet(pairs, [...new Set(pairs)], 'a pair is named once');
        expectThat(pairs.length > 0, 'there is a pair, as capabilities.links is claimed', pairs);
      },
    },
    {
      name: 'a link is reported by the record it hangs on, and a record without links has none',
      run: (bench) =>
        forEachPair(bench, async ({ from, to }, stand) => {
          const { session, ids } = await stand(1);
          const found = textsOf(await session.pages(from, { links: [to] }));
          expectSameSet(found, [`${from} ${ids[2]} > ${to} ${ids[0]}`], `the link from ${from} to ${to} is read`);
        }),
    },
    { name: 'a pair that the CRM never links is named, and has no links', run: checkNeverLinked },
    {
      name: 'links that were not asked for are left out',
      run: (bench) =>
        forEachPair(bench, async ({ from }, stand) => {
          const { session } = await stand(1);
          expectSame(textsOf(await session.pages(from)), [], 'without `Ask.links` there are no links');
        }),
    },
    {
      name: 'a listing with links shows each record once',
      run: (bench) =>
        forEachPair(bench, async ({ from, to }, stand) => {
          const { session, ids } = await stand(1);
          const found = (await session.list(from, { links: [to] })).map(({ ref }) => ref.id);
          expectSameSet(found, ids.slice(2), 'links change nothing in the records');
        }),
    },
    {
      name: 'a changed record comes with its links',
      if: ['changedSince'],
      run: (bench) => forEachPair(bench, checkChanged),
    },
  ],
  unclaimed: {
    name: 'are not claimed: the catalog names none, and no page has any',
    async run(bench) {
      const { session } = await bench.stand(plainSeeds(bench.main, 2));
      expectSame((await session.connector.catalog()).links, [], 'without capabilities.links the catalog has no pairs');
      const pages = await session.pages(bench.main, { links: [...bench.objects] });
      expectSame(textsOf(pages), [], 'without capabilities.links no page has links');
    },
  },
};
