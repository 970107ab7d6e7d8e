import type { SlaState } from '../../model/condition.ts';
import { parseDuration } from '../../model/duration.ts';
import type { Notice, Schedule, Timing } from '../../model/terms.ts';
import type { Desk } from '../desk.ts';
import { type Place, quoted, readItems, readSettings, readText, readWord, reportValue } from '../reading.ts';
import { isSecret, parseTimeOfDay } from '../scalars.ts';
import { suggest } from '../suggest.ts';
import { parseWeekDays } from '../week-days.ts';
import type { TeamNames } from './teams.ts';

const jobs = ['sync', 'score', 'sweep', 'digest'] as const;
const timingExamples: Readonly<Record<(typeof jobs)[number], string>> = {
  sync: 'every 15 minutes',
  score: 'after each sync',
  sweep: 'daily at 02:00',
  digest: 'Mondays at 08:30',
};
const dayMinutes = 1440;
const mailAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

function parseTiming(text: string): Timing | null {
  const words = text.trim().replace(/\s+/g, ' ');
  if (/^off$/i.test(words)) return { is: 'off' };
  if (/^after each sync$/i.test(words)) return { is: 'after each sync' };
  const [, span = ''] = /^every (.+)$/i.exec(words) ?? [];
  const every = span === '' ? null : parseDuration(/^\d/.test(span) ? span : `1 ${span}`);
  if (every?.unit === 'minute' && every.count >= 1 && every.count <= dayMinutes)
    return { is: 'every', minutes: every.count };
  const [, when = '', time = ''] = /^(.+) at (\S+)$/i.exec(words) ?? [];
  const minute = parseTimeOfDay(time);
  const days = /^(daily|every day)$/i.test(when) ? [1, 2, 3, 4, 5, 6, 7] : when === '' ? null : parseWeekDays(when);
  return minute === null || days === null ? null : { is: 'at', days, minute: minute % dayMinutes };
}

function readTiming(place: Place | null, job: (typeof jobs)[number], desk: Desk): Timing | null {
  if (place === null) return null;
  const example = timingExamples[job];
  const text = readText(place, 'when it runs', desk, example);
  if (text === null || isSecret(place)) return null;
  const timing = parseTiming(text);
  if (timing === null || (timing.is === 'after each sync' && job === 'sync')) {
    const message = `${quoted(text)} is not a time to run. Examples: every 15 minutes, after each sync, daily at 02:00, Mondays at 08:30`;
    reportValue(place, message, desk, { example });
    return null;
  }
  return timing;
}

/** Reads `schedule:`. */
export function readSchedule(place: Place | null, desk: Desk): Schedule {
  const settings = place && readSettings(place, { owner: 'schedule', known: jobs }, desk);
  const timing = (job: (typeof jobs)[number]): Timing | null => readTiming(settings?.get(job) ?? null, job, desk);
  return { sync: timing('sync'), score: timing('score'), sweep: timing('sweep'), digest: timing('digest') };
}

/** What notices speak of: the SLAs of the agreement and its teams. */
export interface NoticeNames {
  readonly slas: readonly string[];
  readonly teams: TeamNames;
}

function readWhen(place: Place, names: NoticeNames, desk: Desk): Notice['when'] | null {
  const example = `${names.slas[0] ?? 'first_response'} is at risk`;
  const text = readText(place, 'what people are told of', desk, example);
  if (text === null || isSecret(place)) return null;
  const words = text.replace(/\s+/g, ' ');
  const drop = /^average score drops by (\d{1,3}) in (?:a|an|(\d+)) (day|week|month)s?$/i.exec(words);
  if (drop) {
    const within = parseDuration(`${drop[2] ?? 1} ${drop[3]}`)!;
    return { is: 'score drops', points: Number(drop[1]), within };
  }
  const [, name = '', state = ''] = /^(.+?) is (met|pending|at risk|breached)$/i.exec(words) ?? [];
  const sla = names.slas.find((candidate) => candidate.toLowerCase() === name.replace(/^"(.*)"$/, '$1').toLowerCase());
  if (sla !== undefined) return { is: 'sla', sla, state: state.toLowerCase() as SlaState };
  if (name === '') {
    const message = `${quoted(text)} is nothing to be told of. Examples: ${example}; average score drops by 5 in a week`;
    reportValue(place, message, desk, { example });
    return null;
  }
  const suggestion = suggest(name, names.slas);
  const hint = suggestion === null ? ' Add it under slas' : ` Did you mean "${suggestion}"?`;
  const message = `No SLA ${quoted(name)}.${hint}`;
  desk.problem({ code: 'AGREEMENT_UNKNOWN_NAME', at: place.node, path: place.path, message, suggestion });
  return null;
}

function readWho(place: Place, names: NoticeNames, desk: Desk): Notice['who'] | null {
  const text = readText(place, 'who is told', desk, 'record owner');
  if (text === null || isSecret(place)) return null;
  if (/^record owner$/i.test(text)) return { is: 'record owner' };
  if (names.teams?.includes(text)) return { is: 'team', team: text };
  if (mailAddress.test(text)) return { is: 'address', address: text };
  const suggestion = suggest(text, ['record owner', ...(names.teams ?? [])]);
  const hint = suggestion === null ? '' : `. Did you mean "${suggestion}"?`;
  reportValue(place, `${quoted(text)} is not "record owner", a team or an email address${hint}`, desk, {
    example: 'record owner',
    suggestion,
  });
  return null;
}

function readNotice(place: Place, names: NoticeNames, desk: Desk): Notice | null {
  const settings = readSettings(place, { owner: 'a notice', known: ['when', 'who', 'by'] }, desk);
  const when = settings?.need('when', 'first_response is at risk');
  const who = settings?.need('who', 'record owner');
  const by = settings?.get('by');
  const told = when && readWhen(when, names, desk);
  const people = who && readWho(who, names, desk);
  const way = by ? readWord(by, 'a way to tell people', ['email'] as const, desk) : 'email';
  return told && people && way ? { when: told, who: people, by: way } : null;
}

/** Reads `notify:`. */
export function readNotify(place: Place | null, names: NoticeNames, desk: Desk): readonly Notice[] {
  if (place === null) return [];
  const example = '[{when: first_response is at risk, who: record owner, by: email}]';
  return readItems(place, 'a list of notices', desk, example).flatMap((item) => readNotice(item, names, desk) ?? []);
}
