import { fold } from './fold.ts';

/** What people type to get past a required field (domain.md §6), by language, and what forms fill in for them; compared as whole values, folded. */
const words = `
test, testing, tbd, tba, n/a, na, none, null, nil, unknown, undefined, not provided, no name, dummy, sample, fake
[not provided], [unknown]
asdf, qwerty, xxx, abc, foo, -, ., ?
keine angabe, k.a., unbekannt, entfaellt, entfällt, mustermann, musterfirma
inconnu, aucun, neant, non renseigne
desconocido, ninguno, sin datos, n/d, prueba
nenhum, teste
sconosciuto, nessuno
onbekend, geen, n.v.t.
okand, saknas
brak, nieznany
yok
нет
不明, なし, テスト
未知, 测试
없음`;

/** The placeholder words, folded; `na` is there as the word of `n/a` without its stroke. */
export const placeholderWords: ReadonlySet<string> = new Set(words.split(/[,\n]/).map(fold).filter(Boolean));

/** Placeholders that are real family names as well, so that a finding about a name is mild. */
export const nameLikeWords: ReadonlySet<string> = new Set(['null', 'test', 'na', 'abc']);

const longest = Math.max(...[...placeholderWords].map((word) => word.length));
/** Which pairs of length and first ASCII character some word has: rules out nearly every real value at once. */
const shapes = new Uint8Array((longest + 1) * 128);
for (const word of placeholderWords) {
  const first = word.charCodeAt(0);
  if (first < 128) shapes[word.length * 128 + first] = 1;
}

function lowerCode(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}

/** Whether a whole value is a placeholder; such a value counts as empty. */
export function isPlaceholder(text: string): boolean {
  const trimmed = text.trim();
  for (let i = 0; i < trimmed.length; i++) if (trimmed.charCodeAt(i) > 127) return placeholderWords.has(fold(trimmed));
  if (trimmed.length > longest || trimmed.length === 0) return false;
  if (shapes[trimmed.length * 128 + lowerCode(trimmed.charCodeAt(0))] === 0) return false;
  return placeholderWords.has(trimmed.toLowerCase());
}
