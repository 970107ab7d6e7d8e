import { type Goal, type Metric, type MetricValue, metrics } from '../../model/terms.ts';
import { parseAmount } from '../amount.ts';
import type { Desk } from '../desk.ts';
import {
  describe,
  exampleAt,
  type Place,
  quoted,
  readItems,
  readSettings,
  readText,
  type Settings,
} from '../reading.ts';
import { isSecret, readDay, readDuration, readPercent } from '../scalars.ts';
import { suggest } from '../suggest.ts';
import { isNothing } from '../tree.ts';
import { readTeamName, type TeamNames } from './teams.ts';

const metricNames = Object.keys(metrics) as readonly Metric[];
const known = ['name', 'metric', 'from', 'to', 'by', 'owners'];
const example =
  '{name: Half of MQLs become SQLs, metric: mql_to_sql, from: 34%, to: 50%, by: 2027-06-30, owners: [sales]}';

function readMetric(place: Place, desk: Desk): Metric | null {
  const name = readText(place, 'a metric', desk, 'mql_to_sql');
  const metric = metricNames.find((candidate) => candidate === name);
  if (metric !== undefined || name === null || isSecret(place)) return metric ?? null;
  const suggestion = suggest(name, metricNames);
  const hint = suggestion === null ? ` There are: ${metricNames.join(', ')}` : ` Did you mean "${suggestion}"?`;
  const message = `${quoted(name)} is not a metric.${hint}`;
  desk.problem({ code: 'AGREEMENT_UNKNOWN_NAME', at: place.node, path: place.path, message, suggestion });
  return null;
}

function readPlain(place: Place, desk: Desk): MetricValue | null {
  const { node, path } = place;
  const amount = node.is === 'scalar' ? parseAmount(node.text) : null;
  if (amount !== null) return { is: 'number', value: amount.value };
  const message = `${describe(node)} is not a number`;
  if (!isSecret(place))
    desk.problem({ code: 'AGREEMENT_VALUE', at: node, path, message, example: exampleAt(path, '80') });
  return null;
}

function readValue(place: Place, metric: Metric, desk: Desk): MetricValue | null {
  const kind = metrics[metric];
  if (kind === 'number') return readPlain(place, desk);
  if (kind === 'percent') {
    const value = readPercent(place, desk);
    return value === null ? null : { is: 'percent', value };
  }
  const duration = readDuration(place, desk);
  return duration && { is: 'duration', duration };
}

/** A setting of a goal; the sentence names the goal's lack: `Goal has no "by" date`. */
function need(settings: Settings, place: Place, name: string, lack: string, desk: Desk): Place | null {
  const found = settings.get(name);
  if (found && !isNothing(found.node)) return found;
  const at = found?.key ?? place.node;
  desk.problem({ code: 'AGREEMENT_GOAL', at, path: [...place.path, name], message: `Goal has no ${lack}`, example });
  return null;
}

function readGoal(place: Place, teams: TeamNames, desk: Desk): Goal | null {
  const settings = readSettings(place, { owner: 'a goal', known }, desk);
  if (!settings) return null;
  const [name, metric, from, to, by, owners] = [
    need(settings, place, 'name', 'name', desk),
    need(settings, place, 'metric', 'metric', desk),
    need(settings, place, 'from', '"from" value', desk),
    need(settings, place, 'to', '"to" value', desk),
    need(settings, place, 'by', '"by" date', desk),
    need(settings, place, 'owners', 'owners', desk),
  ];
  const found = metric && readMetric(metric, desk);
  const goal = {
    name: name && readText(name, 'a name', desk, 'Half of MQLs become SQLs'),
    metric: found,
    from: found && from && readValue(from, found, desk),
    to: found && to && readValue(to, found, desk),
    by: by && readDay(by, desk),
    owners: (owners ? readItems(owners, 'a list of teams', desk, '[sales, marketing]', true) : []).flatMap(
      (item) => readTeamName(item, teams, desk) ?? [],
    ),
  };
  return Object.values(goal).includes(null) ? null : (goal as Goal);
}

/** Reads `goals:`. */
export function readGoals(place: Place | null, teams: TeamNames, desk: Desk): readonly Goal[] {
  if (place === null) return [];
  return readItems(place, 'a list of goals', desk, `[${example}]`).flatMap((item) => readGoal(item, teams, desk) ?? []);
}
