import { COUNTRIES, type Country } from './countries.ts';
import { Draw, hash } from './random.ts';

/** The identity of a company: what its records, its people's addresses and its deals have in common. */
export interface Firm {
  readonly name: string;
  /** The registrable part of the domain without its ending; no two firms share one. */
  readonly label: string;
  readonly domain: string;
  readonly country: Country;
}

const words = (list: string) => list.trim().split(/\s+/);

const OPENINGS = words(`
  amber apex arbor argo ash atlas aurora azure bay beacon birch black blue bold bright bronze cedar cinder clear cliff cloud
  cobalt copper coral crane crest crown crystal dawn deep delta drift dune eagle east echo elm ember ever fair falcon fern fire
  fjord flint fox frost garnet glen gold grand granite gray green grove gull harbor haven hawk hazel heath heron high hill hollow
  iron ivory ivy jade juniper kestrel keystone lake lark laurel light lime linden lion long lunar lynx maple marble marsh meadow
  mill mint moon moss myrtle noble north oak ocean olive onyx opal orchard osprey otter owl pearl pebble peak pine pioneer plum
  polar poplar prairie quarry quartz quill raven red reed ridge river robin rose rowan ruby sable sage sand slate spruce`);

const MIDDLES = words(`
  field stone bridge port ford well water wood wind gate point light path way crest fall brook bank yard shore land mark spring
  hurst worth ton dale vale mont side line view cove cliff rock arch tower forge craft works mast sail keel anchor
  lantern compass signal harvest court garden terrace summit canyon basin reach island landing croft forest thicket mill
  wharf ledger hall`);

const CLOSINGS = words(`
  - systems labs group partners software logistics foods energy health media analytics robotics textiles capital consulting
  design engineering instruments materials mobility networks packaging pharma power security services studio supply tools
  travel ventures`);

const COUNTRY_WEIGHTS = COUNTRIES.map((country) => [country, country.weight] as const);

const BITS = 18;
const MASK = (1 << BITS) - 1;

/** Shuffles the 18-bit numbers: each step can be undone, so two firms never meet. */
function shuffle(number: number, seed: number): number {
  let mixed = (Math.imul(number, 0x2c1b3) + hash(seed, 31)) & MASK;
  mixed ^= mixed >>> 9;
  mixed = Math.imul(mixed, 0x1d8af) & MASK;
  return mixed ^ (mixed >>> 7);
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** Firm number `key` of a seed: 262,144 of them differ in their words, further ones also carry a number. */
export function createFirm(seed: number, key: number): Firm {
  const mixed = shuffle(key & MASK, seed);
  const opening = OPENINGS[mixed & 127] as string;
  const middle = MIDDLES[(mixed >>> 7) & 63] as string;
  const closing = CLOSINGS[mixed >>> 13] as string;
  const round = Math.floor(key / (MASK + 1));
  const number = round === 0 ? '' : String(round + 1);
  const draw = new Draw(seed, 32, key);
  const country = draw.weighted(COUNTRY_WEIGHTS);
  const label = `${opening}${middle}${closing === '-' ? '' : closing}${number}`;
  const trade = closing === '-' ? '' : ` ${capital(closing)}`;
  return {
    label,
    name: `${capital(opening)}${middle}${trade}${number === '' ? '' : ` ${number}`} ${draw.pick(country.legalForms)}`,
    domain: `${label}.${draw.pick(country.endings)}`,
    country,
  };
}
