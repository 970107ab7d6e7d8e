/**
 * Whole values that people type where they have nothing to say. As planted: in their usual spelling, some in full width, with
 * accents or capitals, which a reader has to fold before it compares.
 */
export const PLACEHOLDER_VALUES = [
  'n/a',
  'none',
  'unknown',
  'tbd',
  '-',
  'keine angabe',
  'test',
  'null',
  'xxx',
  'not provided',
  'inconnu',
  'desconocido',
  'нет',
  '不明',
  'asdf',
  '?',
  'k.a.',
  'dummy',
  'undefined',
  'onbekend',
  'sconosciuto',
  'brak',
  'qwerty',
  'no name',
  'aucun',
  'ninguno',
  'nenhum',
  'n.v.t.',
  'なし',
  '없음',
  '未知',
  'nessuno',
  'tba',
  '.',
  'mustermann',
  'sample',
  'fake',
  'foo',
  'abc',
  'nil',
  'testing',
  'unbekannt',
  'entfaellt',
  'musterfirma',
  'neant',
  'non renseigne',
  'sin datos',
  'n/d',
  'prueba',
  'teste',
  'geen',
  'okand',
  'saknas',
  'nieznany',
  'yok',
  'テスト',
  '测试',
] as const;

/** What stands in a name field instead of a name. */
export const PLACEHOLDER_NAMES = [
  'Test',
  'n/a',
  'Unknown',
  'TBD',
  '-',
  'Keine Angabe',
  'xxx',
  'Néant',
  'ＴＥＳＴ',
  'Desconocido',
  'нет',
  '不明',
  'テスト',
  'Mustermann',
  ' asdf ',
  'NULL',
  'Okänd',
  'No Name',
  '없음',
  '?',
  'Dummy',
  'Abc',
] as const;

/** Local parts of addresses that were only typed to get past a form. */
export const PLACEHOLDER_LOCALS = [
  'test',
  'noemail',
  'asdf',
  'none',
  'no-email',
  'testing',
  'qwerty',
  'fake',
  'nomail',
  'no.email',
  'dummy',
  'asdfasdf',
] as const;

/** Domains that nobody can have (RFC 2606, RFC 6761), and `example` before any other ending. */
export const PLACEHOLDER_DOMAINS = [
  'example.com',
  'example.org',
  'example.net',
  'example.de',
  'mail.example.com',
  'localhost',
] as const;

/** Top-level domains that nobody can have. */
export const PLACEHOLDER_ENDINGS = ['test', 'invalid', 'example'] as const;

/** Next steps that are none. */
export const PLACEHOLDER_STEPS = ['tbd', 'n/a', '-', 'TBA', '?', 'none', 'unknown'] as const;

/** Domains and websites that are none. */
export const PLACEHOLDER_SITES = ['n/a', '-', 'none', 'unknown', 'k.A.'] as const;
