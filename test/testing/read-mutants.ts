import type { Ask } from '../../src/model/connector.ts';
import { bendAsk, bendCatalog, bendField, bendPages, bendRecords, bendText } from './bend-connector.ts';
import type { Mutant } from './mutant.ts';

function parse(text: string): number {
  return Number.parseFloat(text);
}

/** The example connector with broken reading. */
export const readMutants: readonly Mutant[] = [
  [
    'the catalog names a field twice',
    bendCatalog((fields) => [...fields, fields[0]!]),
    'catalog: the fields of every object are described, each once',
    /names of fields are told apart[\s\S]*more than once/,
  ],
  [
    'the last record of a page is lost',
    bendRecords((records) => records.slice(0, 199)),
    'read: 250 records are listed, each exactly once',
    /1 missing/,
  ],
  [
    'the first record of a page comes twice',
    bendRecords((records) => [...records.slice(0, 1), ...records]),
    'read: 99 records are listed, each exactly once',
    /1 more than once/,
  ],
  [
    'records bear no source',
    bendRecords((records) => records.map((one) => ({ ...one, ref: { ...one.ref, source: '' } }))),
    'read: one record has its source, object, id, time and address',
    /source, object and id/,
  ],
  [
    'a read begins anew in place of going on',
    bendAsk((ask) => ({ ...ask, from: null })),
    'read: a read goes on from the checkpoint of any page, in another process too',
    /a checkpoint spares what was read before/,
  ],
  [
    'a checkpoint points past records',
    bendPages((page) => ({ ...page, checkpoint: page.checkpoint.replace(/r\d+$/, 'r999') })),
    'read: a read goes on from the checkpoint of any page, in another process too',
    /without a gap[\s\S]*missing/,
  ],
  [
    'every page has a cursor',
    bendPages((page) => ({ ...page, cursor: page.cursor ?? '0' })),
    'read: the last page carries a cursor, and no other does',
    /only the last page/,
  ],
  [
    'a field of the vocabulary is left out',
    bendField('mobilePhone', () => undefined),
    'read: every record has every field of the vocabulary, unknown ones with a reason',
    /has the field mobilePhone/,
  ],
  [
    'an unknown field does not say why',
    bendField('country', () => ({ is: 'unknown', why: ' ' })),
    'read: every record has every field of the vocabulary, unknown ones with a reason',
    /the unknown field country says why/,
  ],
  [
    'what is empty is told as unknown',
    bendField('jobTitle', (field) => (field.is === 'empty' ? { is: 'unknown', why: 'empty' } : field)),
    'read: a field that nobody filled is empty, not missing',
    /a jobTitle that nobody filled is empty/,
  ],
  [
    'who is not found is passed over',
    bendPages((page) => ({ ...page, gone: [] })),
    'read by id: an id that no record has comes back as gone',
    /who is not found is gone/,
  ],
  [
    'links come unasked',
    bendAsk((ask) => ({ ...ask, links: ['company'] })),
    'links: links that were not asked for are left out',
    /without `Ask.links`/,
  ],
  [
    'links are lost',
    bendPages((page) => ({ ...page, links: [] })),
    'links: a link is reported by the record it hangs on, and a record without links has none',
    /1 missing/,
  ],
  [
    '`unseen` is not asked',
    bendAsk((ask) => ({ ...ask, unseen: async (_, hits) => hits.map(({ id }) => id) })),
    'changed-since: where nothing changed, nothing is read',
    /no record is read/,
  ],
  [
    'our own writes come back as changes',
    bendAsk((ask) => ({ ...ask, unseen: async (_, hits) => hits.map(({ id }) => id) })),
    'changed-since: our own writes are passed over by `unseen`',
    /not read again/,
  ],
  [
    'the cursor runs ahead',
    bendPages((page) => ({ ...page, cursor: page.cursor && String(Number(page.cursor) + 60_000) })),
    'changed-since: of many records only the changed ones are read',
    /3 missing/,
  ],
  [
    'the cursor stands still',
    bendPages((page) => ({ ...page, cursor: page.cursor && '0' })),
    'changed-since: the cursor advances: each of three rounds finds its own changes',
    /the cursor moves on/,
  ],
  [
    'what was read once is never read again',
    bendAsk(
      (() => {
        const seen = new Set<string>();
        return (ask: Ask): Ask => ({
          ...ask,
          unseen: async (object, hits) => {
            const ids = await ask.unseen(object, hits);
            const fresh = ids.filter((id) => !seen.has(id));
            for (const id of fresh) seen.add(id);
            return fresh;
          },
        });
      })(),
    ),
    'changed-since: several changes of a record, each read at once, are all seen',
    /in the moment of the read before it/,
  ],
  [
    'merges are not told',
    bendPages((page) => ({ ...page, gone: page.gone.map((one) => ({ ...one, into: null })) })),
    'merged: read by id, it is gone into its survivor',
    /is gone into r/,
  ],
  [
    'texts are trimmed',
    bendText('jobTitle', (text) => text.trim()),
    'odd values: blanks and control characters come through',
    /blanks around/,
  ],
  [
    'letters are read in another encoding',
    bendText('jobTitle', (text) => Buffer.from(text).toString('latin1')),
    'odd values: letters of the world come through',
    /umlauts/,
  ],
  [
    'texts are cut at 255 characters',
    bendText('jobTitle', (text) => text.slice(0, 255)),
    'odd values: very long texts come through whole',
    /65,000 characters/,
  ],
  [
    'a record gets the values of its neighbour',
    bendRecords((records) => records.map((one, at) => ({ ...one, fields: records[at === 2 ? 1 : at]!.fields }))),
    'odd values: texts that look like code come through',
    /the neighbour of an odd record keeps its/,
  ],
  [
    'numbers are read as far as they go',
    bendField('amount', (field) =>
      field.is === 'invalid' ? { is: 'value', value: parse(String(field.raw)), raw: field.raw } : field,
    ),
    'odd values: deal amount: odd values are read as they are, or are honestly invalid',
    /a thousands separator/,
  ],
  [
    'days that are none become others',
    bendField('closeDate', (field) =>
      field.is === 'invalid' ? { is: 'value', value: { ms: 0, precision: 'day' }, raw: field.raw } : field,
    ),
    'odd values: deal closeDate: odd values are read as they are, or are honestly invalid',
    /no leap day/,
  ],
];
