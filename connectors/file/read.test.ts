import { mkdir, utimes } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { askAll, connectTo, type ExportFolder, errorOf, makeExports, readPages, valuesOf } from './exports.fixture.ts';

const simple = { deals: { file: 'deals.csv', id: 'Id', columns: { name: 'Name', amount: 'Amount' } } };

function told(exports: ExportFolder): readonly string[] {
  return exports.warnings.map(({ message, fields }) => `${message} ${JSON.stringify(fields)}`);
}

const utf16 = (text: string, isBig: boolean): Uint8Array => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return isBig ? bytes.swap16() : bytes;
};

test.each<readonly [string, string | Uint8Array, object, Readonly<Record<string, unknown>>]>([
  ['plain', 'Id,Name,Amount\n1,a,2\n', {}, { 1: 'a' }],
  ['byte order mark', '\ufeffId,Name,Amount\n1,ä,2\n', {}, { 1: 'ä' }],
  ['UTF-16 little endian by its mark', utf16('Id\tName\tAmount\r\n1\tä€\t2\r\n', false), {}, { 1: 'ä€' }],
  ['UTF-16 big endian by its mark', utf16('Id\tName\tAmount\n1\tä€\t2', true), {}, { 1: 'ä€' }],
  ['windows-1252', Buffer.from('Id,Name,Amount\n1,\x80\xe4,2\n', 'latin1'), { encoding: 'windows-1252' }, { 1: '€ä' }],
  ['no line break at the end', 'Id,Name,Amount\n1,a,2', {}, { 1: 'a' }],
  ['header with blanks', ' Id , Name ,Amount\n1,a,2\n', {}, { 1: 'a' }],
  ['header in quotes with a line break', '"Id","Name","Amount","a\nb"\n1,a,2,3\n', {}, { 1: 'a' }],
  ['blank lines and rows', '\n\nId,Name,Amount\n\n1,a,2\n,,\n  ,,\n2,b,\n\n', {}, { 1: 'a', 2: 'b' }],
  ['only a header', 'Id,Name,Amount\n', {}, {}],
  ['id with blanks', 'Id,Name,Amount\n 1 ,a,2\n', {}, { 1: 'a' }],
  ['values keep their blanks', 'Id,Name,Amount\n1, a ,2\n', {}, { 1: ' a ' }],
  ['empty and blank cells are empty', 'Id,Name,Amount\n1,,2\n2,"  ",2\n', {}, { 1: 'empty', 2: 'empty' }],
  ['quote inside a cell', 'Id,Name,Amount\n1,5" pipe,2\n2,"Acme" Ltd,3\n', {}, { 1: '5" pipe', 2: '"Acme" Ltd' }],
  ['formulas are text', 'Id,Name,Amount\n1,=1+1,2\n2,"=HYPERLINK(""x"")",2\n', {}, { 1: '=1+1', 2: '=HYPERLINK("x")' }],
  ['a cell of 65,536 characters', `Id,Name,Amount\n1,${'x'.repeat(65_536)},2\n`, {}, { 1: 'x'.repeat(65_536) }],
  ['a column named twice that nobody asked for', 'Id,Name,Amount,X,X\n1,a,2,3,4\n', {}, { 1: 'a' }],
  ['odd ids', 'Id,Name,Amount\n__proto__,a,2\n0010,b,2\n', {}, { ['__proto__']: 'a', '0010': 'b' }],
])('reads: %s', async (_, content, more, expected) => {
  await using exports = await makeExports();
  await exports.write('deals.csv', content);
  const pages = await readPages(await exports.connect({ deals: { ...simple.deals, ...more } }));
  expect(Object.entries(valuesOf(pages, 'name'))).toEqual(Object.entries(expected));
  expect(exports.warnings).toEqual([]);
});

test.each<readonly [string, string, Readonly<Record<string, unknown>>, readonly string[]]>([
  [
    'too few cells',
    'Id,Name,Amount\n1,a\n2\n',
    { 1: 'a', 2: 'empty' },
    [
      'A row has fewer cells than the header; the missing ones are read as empty. {"file":"deals.csv","line":2,"cells":2,"columns":3}',
      'A row has fewer cells than the header; the missing ones are read as empty. {"file":"deals.csv","line":3,"cells":1,"columns":3}',
    ],
  ],
  [
    'too many cells',
    'Id,Name,Amount\n1,a,2,x\n2,b,3,,\n',
    { 1: 'a', 2: 'b' },
    [
      'A row has more cells than the header; the last ones are left out. {"file":"deals.csv","line":2,"cells":4,"columns":3}',
    ],
  ],
  [
    'no id',
    'Id,Name,Amount\n,a,2\n2,b,3\n',
    { 2: 'b' },
    ['A row has no id; it is left out. {"file":"deals.csv","line":2}'],
  ],
  [
    'an id twice: the first row counts',
    'Id,Name,Amount\n1,a,2\n2,b,3\n1,c,4\n',
    { 1: 'a', 2: 'b' },
    ['A row has the id of an earlier row; it is left out. {"file":"deals.csv","line":4,"firstLine":2}'],
  ],
  [
    'NUL in a cell',
    'Id,Name,Amount\n1,a\0b,2\n',
    { 1: 'ab' },
    ['A row holds NUL characters; they are left out. {"file":"deals.csv","line":2}'],
  ],
])('reads and tells: %s', async (_, content, expected, warnings) => {
  await using exports = await makeExports();
  await exports.write('deals.csv', content);
  expect(valuesOf(await readPages(await exports.connect(simple)), 'name')).toEqual(expected);
  expect(told(exports)).toEqual(warnings);
});

test('many odd rows of a kind are told ten times, then counted', async () => {
  await using exports = await makeExports();
  await exports.write('deals.csv', `Id,Name,Amount\n${',x,1\n'.repeat(25)}`);
  await readPages(await exports.connect(simple));
  expect(exports.warnings).toHaveLength(11);
  expect(exports.warnings.at(-1)?.fields).toEqual({ file: 'deals.csv', rows: 25, told: 10 });
});

test.each<readonly [string, string | Uint8Array | null, object, RegExp]>([
  ['no file', null, {}, /^UserError FILE_MISSING deals\.csv: there is no such file/],
  ['empty', '', {}, /^UserError FILE_UNREADABLE deals\.csv: is empty \(read as utf-8\)/],
  ['blank', '\n \n', {}, /is empty/],
  [
    'no UTF-8',
    Buffer.from('Id,Name,Amount\r\n1,a,2\r\n2,M\xfcller,3\n', 'latin1'),
    {},
    /line 3 holds bytes that are no utf-8.*encoding: windows-1252/,
  ],
  [
    'cut UTF-8 at the end',
    Buffer.concat([Buffer.from('Id,Name,Amount\n1,a,2\n2,'), Buffer.of(0xc3)]),
    {},
    /line 3 holds bytes/,
  ],
  [
    'mark against declaration',
    utf16('Id,Name,Amount\n', false),
    { encoding: 'utf-8' },
    /byte order mark of utf-16le, but `encoding:` says utf-8/,
  ],
  [
    'UTF-16 without mark',
    Buffer.from('Id,Name,Amount\n1,a,2\n', 'utf16le'),
    {},
    /NUL characters; the file is probably UTF-16/,
  ],
  ['workbook', Buffer.from('PK\x03\x04rest', 'latin1'), {}, /is an Excel workbook or a zip archive/],
  ['gzip', Buffer.from('\x1f\x8brest', 'latin1'), {}, /compressed with gzip/],
  [
    'quote never closed',
    'Id,Name,Amount\n1,a,2\n2,"b,3\n4,c,5\n',
    {},
    /the row that begins on line 3 has a quotation mark that is never closed/,
  ],
  [
    'columns missing, all at once',
    'Id,Nmae,Cost\n1,a,2\n',
    {},
    /no column "Name" \(deals › columns › name\); did you mean Nmae\?\n {2}no column "Amount" \(deals › columns › amount\)\n {2}the columns are "Id", "Nmae", "Cost"$/,
  ],
  ['other case', 'ID,Name,Amount\n', {}, /no column "Id" \(deals › id\); did you mean ID\?/],
  ['a wanted column twice', 'Id,Name,Amount, Name\n', {}, /the column "Name" is there 2 times \(columns 2 and 4\)/],
])('refused: %s', async (_, content, more, expected) => {
  await using exports = await makeExports();
  if (content !== null) await exports.write('deals.csv', content);
  const connector = await exports.connect({ deals: { ...simple.deals, ...more } });
  const message = await errorOf(readPages(connector));
  expect(message).toMatch(expected);
  expect(message).not.toContain(exports.folder);
});

test('a folder in place of a file is told, and a file above the folder is shown as it was written', async () => {
  await using exports = await makeExports();
  await mkdir(`${exports.folder}/deals.csv`);
  expect(await errorOf(readPages(await exports.connect(simple)))).toMatch(/FILE_UNREADABLE deals\.csv: is a folder/);
  const above = await connectTo(`${exports.folder}/deals.csv`, { deals: { ...simple.deals, file: '../gone/x.csv' } });
  expect(await errorOf(readPages(above))).toMatch(/FILE_MISSING \.\.\/gone\/x\.csv/);
});

test('wrong bytes far into a file are found across pieces', async () => {
  await using exports = await makeExports();
  const rows = Array.from({ length: 60_000 }, (_, index) => `${index},ü,1\r\n`).join('');
  await exports.write('deals.csv', Buffer.concat([Buffer.from(`Id,Name,Amount\r\n${rows}`), Buffer.of(0xff)]));
  expect(await errorOf(readPages(await exports.connect(simple)))).toMatch(/line 60002 holds bytes/);
});

test('the catalog names the problems of all files in one error', async () => {
  await using exports = await makeExports();
  await exports.write('deals.csv', 'Id,Name\n');
  const connector = await exports.connect(
    { ...simple, companies: { file: 'firms.csv', id: 'Id', columns: {} } },
    { objects: ['deal', 'company'] },
  );
  expect(await errorOf(connector.catalog())).toMatch(
    /deals\.csv: no column "Amount"[\s\S]*firms\.csv: there is no such file/,
  );
});

test('an object of sync without a block is a mistake of the agreement', async () => {
  await using exports = await makeExports();
  expect(await errorOf(exports.connect(simple, { objects: ['deal', 'lead'] }))).toMatch(
    /AGREEMENT_INVALID crms › export: `sync` names leads, but there is no `leads:`/,
  );
});

const staged = {
  deals: {
    file: 'deals.csv',
    id: 'Id',
    dates: 'M/D/YYYY',
    numbers: '1,234.56',
    url: 'https://crm.example/deal/{id}',
    columns: { name: 'Id', amount: 'Amount', 'Close date': 'Closes', stage: 'Stage', owner: 'Rep' },
    company: { column: 'Account' },
    contact: { column: 'People', separator: ';' },
    stages: { Prospecting: 'open', Engaging: { state: 'open', entered: 'Since' }, Won: 'won', Lost: 'lost' },
    pipeline: 'Sales',
  },
};
const stagedFile = `Id,Amount,Closes,Stage,Rep,Account,People,Since,Size
a/1,"$1,200.50",3/1/2024,Engaging,Kim,Acme,p1; p2;p1,2/1/2024,7
2,12.5.1,31.3.2024, engaging ,,,,,
3,,,Prospecting,Kim, Acme ,,2/2/2024,x
4,,,Nurturing,Kim,,,2/2/2024,
`;

test('deals: values, links, stages and what is unknown', async () => {
  await using exports = await makeExports();
  await exports.write('deals.csv', stagedFile);
  const connector = await exports.connect(staged, {
    ownFields: [{ object: 'deal', name: 'size', type: 'number', column: 'Size' }],
  });
  const pages = await readPages(connector);
  expect(valuesOf(pages, 'amount')).toEqual({ 'a/1': 1200.5, 2: 'invalid', 3: 'empty', 4: 'empty' });
  expect(valuesOf(pages, 'closeDate')).toMatchObject({
    'a/1': { ms: Date.UTC(2024, 2, 1), precision: 'day' },
    2: 'invalid',
    3: 'empty',
  });
  expect(valuesOf(pages, 'stage')).toEqual({ 'a/1': 'Engaging', 2: 'Engaging', 3: 'Prospecting', 4: 'Nurturing' });
  expect(valuesOf(pages, 'stageEnteredAt')).toEqual({
    'a/1': { ms: Date.UTC(2024, 1, 1), precision: 'day' },
    2: 'empty',
    3: 'unknown',
    4: 'unknown',
  });
  expect(valuesOf(pages, 'size')).toEqual({ 'a/1': 7, 2: 'empty', 3: 'invalid', 4: 'empty' });
  expect(valuesOf(pages, 'nextStep')).toEqual({ 'a/1': 'unknown', 2: 'unknown', 3: 'unknown', 4: 'unknown' });
  expect(new Set(Object.values(valuesOf(pages, 'pipeline')))).toEqual(new Set(['Sales']));
  expect(pages[0]?.links.map(({ from, to }) => `${from.id} ${to.object} ${to.id}`)).toEqual([
    'a/1 company Acme',
    'a/1 contact p1',
    'a/1 contact p2',
    '3 company Acme',
  ]);
  expect(pages[0]?.records[0]).toMatchObject({ url: 'https://crm.example/deal/a%2F1', health: {}, scoredAt: '' });
  expect(pages[0]?.records[1]?.fields.stage).toEqual({ is: 'value', value: 'Engaging', raw: ' engaging ' });
  expect(told(exports)).toEqual([
    expect.stringMatching(/A stage is not declared under `stages:`.*"value":"Nurturing"/),
    expect.stringMatching(/A stage is not declared.*"rows":1,"values":1/),
  ]);
});

test('links that were not asked for are not given', async () => {
  await using exports = await makeExports();
  await exports.write('deals.csv', stagedFile);
  const [page] = await readPages(await exports.connect(staged), 'deal', { ...askAll, links: ['contact'] });
  expect(page?.links.map(({ to }) => to.object)).toEqual(['contact', 'contact']);
});

test('the catalog and the account', async () => {
  await using exports = await makeExports();
  await exports.write('deals.csv', stagedFile);
  const connector = await exports.connect(staged);
  expect(await connector.identify()).toEqual({ id: 'file:deals.csv', name: 'deals.csv', timeZone: '' });
  const catalog = await connector.catalog();
  expect(catalog.owners).toBe('unknown');
  expect(catalog.links).toEqual([
    { from: 'deal', to: 'company' },
    { from: 'deal', to: 'contact' },
  ]);
  expect(catalog.pipelines).toEqual([
    {
      id: 'Sales',
      label: 'Sales',
      stages: [
        { id: 'Prospecting', label: 'Prospecting', state: 'open' },
        { id: 'Engaging', label: 'Engaging', state: 'open' },
        { id: 'Won', label: 'Won', state: 'won' },
        { id: 'Lost', label: 'Lost', state: 'lost' },
      ],
    },
  ]);
  expect(catalog.fields.deal?.map(({ name, type }) => `${name} ${type}`)).toContain('Closes time');
  expect(Object.keys(catalog.missing.deal ?? {})).toEqual([
    'nextStep',
    'nextStepChangedAt',
    'dealType',
    'forecastCategory',
    'lossReason',
    'createdAt',
    'activityTimes',
    'closeDatePushes',
    'stageVisits',
  ]);
  expect(new Set(Object.values(catalog.missing.deal ?? {}))).toEqual(new Set(['no column is mapped to it']));
});

test('pipelines from a column are those the file names', async () => {
  await using exports = await makeExports();
  await exports.write('deals.csv', 'Id,Stage,P\n1,New,North\n2,New, South \n3,New,\n4,New,North\n');
  const connector = await exports.connect({
    deals: {
      file: 'deals.csv',
      id: 'Id',
      columns: { stage: 'Stage' },
      stages: { New: 'open' },
      pipeline: { column: 'P' },
    },
  });
  const { pipelines } = await connector.catalog();
  expect(pipelines === 'unknown' ? [] : pipelines.map(({ id }) => id)).toEqual(['North', 'South']);
  expect(valuesOf(await readPages(connector), 'pipeline')).toEqual({ 1: 'North', 2: 'South', 3: 'empty', 4: 'North' });
});

test('without stages, pipelines are unknown; without a pipeline name, stages stand in "Pipeline"', async () => {
  await using exports = await makeExports();
  await exports.write('deals.csv', 'Id,Name,Amount\n1,a,2\n');
  const plain = await exports.connect(simple);
  expect((await plain.catalog()).pipelines).toBe('unknown');
  expect(valuesOf(await readPages(plain), 'pipeline')).toEqual({ 1: 'unknown' });
  const named = await exports.connect({
    deals: { ...simple.deals, columns: { stage: 'Name' }, stages: { a: 'open' } },
  });
  expect(valuesOf(await readPages(named), 'pipeline')).toEqual({ 1: 'Pipeline' });
});

test('lifecycles: own words first, then the names the vendors use, else unknown', async () => {
  await using exports = await makeExports();
  await exports.write(
    'people.csv',
    'Id,L\n1,Marketing Qualified Lead\n2,Hot\n3,\n4,Partner\n5,salesqualifiedlead\n6,customer\n',
  );
  const contacts = { file: 'people.csv', id: 'Id', columns: { 'lifecycle stage': 'L' }, lifecycle: { Hot: 'sql' } };
  const pages = await readPages(await exports.connect({ contacts }, { objects: ['contact'] }), 'contact');
  expect(valuesOf(pages, 'lifecycle')).toEqual({
    1: 'mql',
    2: 'sql',
    3: 'empty',
    4: 'unknown',
    5: 'sql',
    6: 'customer',
  });
  expect(valuesOf(pages, 'lifecycleStage')).toMatchObject({ 2: 'Hot', 4: 'Partner' });
});

test('pages: 500 records each, one cursor at the end, going on after any checkpoint', async () => {
  await using exports = await makeExports();
  const rows = Array.from(
    { length: 1000 },
    (_, index) => `${index % 100 === 7 ? `,x,1\n1,again,2\n` : ''}${index + 1},n,1\n`,
  );
  await exports.write('deals.csv', `Id,Name,Amount\n${rows.join('')}`);
  const pages = await readPages(await exports.connect(simple));
  expect(pages.map(({ records, cursor }) => [records.length, cursor !== null])).toEqual([
    [500, false],
    [500, true],
  ]);
  const ids = pages.map(({ records }) => records.map(({ ref }) => ref.id));
  const from = pages[0]!.checkpoint;
  const rest = await readPages(await exports.connect(simple), 'deal', { ...askAll, from });
  expect(rest.map(({ records }) => records.map(({ ref }) => ref.id))).toEqual([ids[1]]);
  const nothing = await readPages(await exports.connect(simple), 'deal', { ...askAll, from: pages[1]!.checkpoint });
  expect(nothing.map(({ records, cursor }) => [records.length, cursor !== null])).toEqual([[0, true]]);
});

test('a file that was replaced meanwhile is read from its start', async () => {
  await using exports = await makeExports();
  const text = (from: number) =>
    `Id,Name,Amount\n${Array.from({ length: 600 }, (_, i) => `${from + i},n,1\n`).join('')}`;
  await exports.write('deals.csv', text(1000));
  const [first] = await readPages(await exports.connect(simple));
  await exports.write('deals.csv', text(2000));
  await utimes(`${exports.folder}/deals.csv`, 1, 1);
  const pages = await readPages(await exports.connect(simple), 'deal', { ...askAll, from: first!.checkpoint });
  expect(pages.map(({ records }) => records.length)).toEqual([500, 100]);
  expect(pages[0]?.records[0]?.updatedAt).toEqual(new Date(1000));
});

test('by id: the records found, and the others as gone', async () => {
  await using exports = await makeExports();
  await exports.write('deals.csv', 'Id,Name,Amount\n1,a,1\n2,b,1\n3,c,1\n');
  const page = await (await exports.connect(simple)).read.byId('deal', ['3', '9', '1']);
  expect(page.records.map(({ ref }) => ref.id)).toEqual(['1', '3']);
  expect(page.gone).toEqual([{ object: 'deal', id: '9', into: null }]);
});

test('an abort ends the read', async () => {
  await using exports = await makeExports();
  await exports.write('deals.csv', 'Id,Name,Amount\n1,a,1\n');
  const connector = await exports.connect(simple, { signal: AbortSignal.abort(new Error('stopped')) });
  await expect(readPages(connector)).rejects.toThrow('stopped');
});

test('doctor tells columns, rows and results of each file, and what to do', async () => {
  await using exports = await makeExports();
  await exports.write('deals.csv', 'Id,Name,Amount,X\n1,a,1,\n2,b,1,\n');
  const good = await (await exports.connect(simple)).diagnose();
  expect(good.map(({ check, ok, detail }) => `${ok} ${check}: ${detail}`)).toEqual([
    'true deals.csv: columns: 3 of 4 columns are used; read as utf-8',
    'true deals.csv: rows: 2 rows, 0.0 MB',
    'true deals-hygiene.csv: results: can be written',
  ]);
  await exports.write('deals.csv', 'Id,Name\n');
  await exports.write('deals-hygiene.csv', 'my,own,table\n');
  const bad = await (await exports.connect(simple)).diagnose();
  expect(bad.map(({ ok, advice }) => ok || advice === '')).toEqual([false, false]);
});
