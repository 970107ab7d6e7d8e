import type { Manifest } from '../../model/connector.ts';
import type { SourceName } from '../../model/record.ts';
import type { Team, TeamMember, WorkCalendar } from '../../model/terms.ts';
import type { Desk } from '../desk.ts';
import {
  entriesOf,
  type KeyPlace,
  type Place,
  quoted,
  readItems,
  readSettings,
  readText,
  reportValue,
} from '../reading.ts';
import { isSecret } from '../scalars.ts';
import { suggest } from '../suggest.ts';

const kinds = ['team', 'role', 'queue', 'user'] as const;
const teamName = /^[a-z][a-z0-9 _-]*$/i;
const mailAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** A CRM of the agreement with the name of its connector, by either of which members are named. */
export interface NamedSource {
  readonly name: SourceName;
  readonly connector: string;
  readonly manifest: Manifest<unknown> | undefined;
}

/** The names of the teams; null where the agreement lists none, so that any name may be an owner. */
export type TeamNames = readonly string[] | null;

/** A team by name; one that is not listed is a mistake where teams are listed. */
export function readTeamName(place: Place, teams: TeamNames, desk: Desk): string | null {
  const name = readText(place, 'a team', desk, teams?.[0] ?? 'sales');
  if (name === null || teams === null || teams.includes(name) || isSecret(place)) return name;
  const suggestion = suggest(name, teams);
  const hint = suggestion === null ? ` There are: ${teams.join(', ')}` : ` Did you mean "${suggestion}"?`;
  const message = `No team ${quoted(name)}.${hint}`;
  desk.problem({ code: 'AGREEMENT_UNKNOWN_NAME', at: place.node, path: place.path, message, suggestion });
  return null;
}

function readMember(place: Place, sources: readonly NamedSource[], desk: Desk): TeamMember | null {
  const crm = sources[0]?.name ?? 'main';
  const text = readText(place, 'a team, role, queue or user of a CRM', desk, `${crm} team "Sales"`);
  if (text === null || isSecret(place)) return null;
  const [, word = '', kindWord = '', rest = ''] = /^(\S+)\s+(\S+)\s+(.+)$/s.exec(text) ?? [];
  const kind = kinds.find((candidate) => candidate === kindWord.toLowerCase());
  const name = rest
    .trim()
    .replace(/^"(.*)"$/s, '$1')
    .trim();
  if (kind === undefined || name === '') {
    const message = `${quoted(text)} is no member. Expected a CRM, then team, role, queue or user, then its name`;
    reportValue(place, message, desk, { example: `[${crm} team "Sales"]` });
    return null;
  }
  const named = sources.filter((source) => source.name === word || source.connector === word.toLowerCase());
  if (named.length > 0) return { sources: named.map((source) => source.name), kind, name };
  const names = [...new Set(sources.flatMap((source) => [source.name, source.connector]))];
  const suggestion = suggest(word, names);
  const hint = suggestion === null ? ` There are: ${names.join(', ')}` : ` Did you mean "${suggestion}"?`;
  const message = `No CRM ${quoted(word)}.${hint}`;
  desk.problem({ code: 'AGREEMENT_UNKNOWN_SOURCE', at: place.node, path: place.path, message, suggestion });
  return null;
}

function readCalendarName(place: Place, calendars: readonly WorkCalendar[], desk: Desk): string | null {
  const names = calendars.map((calendar) => calendar.name);
  const name = readText(place, 'a calendar', desk, names[0] ?? 'germany');
  if (name === null || names.includes(name) || isSecret(place)) return name;
  const suggestion = suggest(name, names);
  const hint = suggestion === null ? ' Add it under calendars' : ` Did you mean "${suggestion}"?`;
  const message = `No calendar ${quoted(name)}.${hint}`;
  desk.problem({ code: 'AGREEMENT_UNKNOWN_NAME', at: place.node, path: place.path, message, suggestion });
  return null;
}

function readAddress(place: Place, desk: Desk): string | null {
  const address = readText(place, 'an email address', desk, 'sales@acme.example');
  if (address === null || mailAddress.test(address)) return address;
  reportValue(place, `${quoted(address)} is not an email address`, desk, { example: 'sales@acme.example' });
  return null;
}

function readTeam(
  entry: KeyPlace,
  sources: readonly NamedSource[],
  calendars: readonly WorkCalendar[],
  desk: Desk,
): Team | null {
  const { key, path } = entry;
  if (!teamName.test(key.text) && !key.isSecret) {
    const message = `${quoted(key.text)} cannot be the name of a team: letters, digits, blanks, - and _, a letter first`;
    desk.problem({ code: 'AGREEMENT_VALUE', at: key, path, message, example: 'sales' });
  }
  const settings = readSettings(entry, { owner: 'a team', known: ['members', 'calendar', 'address'] }, desk);
  const members = settings?.get('members');
  const calendar = settings?.get('calendar');
  const address = settings?.get('address');
  if (!settings) return null;
  const items = members ? readItems(members, 'a list of members', desk, '[main team "Sales"]', true) : [];
  return {
    name: key.text,
    members: items.flatMap((item) => readMember(item, sources, desk) ?? []),
    calendar: calendar ? readCalendarName(calendar, calendars, desk) : null,
    address: address ? readAddress(address, desk) : null,
  };
}

/** Reads `teams:`. */
export function readTeams(
  place: Place | null,
  sources: readonly NamedSource[],
  calendars: readonly WorkCalendar[],
  desk: Desk,
): readonly Team[] {
  if (place === null) return [];
  return entriesOf(place, 'teams by name', desk).flatMap((entry) => readTeam(entry, sources, calendars, desk) ?? []);
}
