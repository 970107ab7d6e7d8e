import { resolveRelative } from './imports.ts';
import type { Problem } from './problem.ts';
import type { SourceFile } from './source-file.ts';

interface Visit {
  readonly index: number;
  low: number;
  isOpen: boolean;
}

/** Groups of files that reach each other (Tarjan); a file alone is no group. */
function findGroups(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const visits = new Map<string, Visit>();
  const stack: string[] = [];
  const groups: string[][] = [];
  const enter = (node: string): Visit => {
    const visit: Visit = { index: visits.size, low: visits.size, isOpen: true };
    visits.set(node, visit);
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      const seen = visits.get(next);
      if (!seen) visit.low = Math.min(visit.low, enter(next).low);
      else if (seen.isOpen) visit.low = Math.min(visit.low, seen.index);
    }
    if (visit.low === visit.index) groups.push(closeGroup(stack, node, visits));
    return visit;
  };
  for (const node of graph.keys()) if (!visits.has(node)) enter(node);
  return groups.filter((group) => group.length > 1 || graph.get(group[0]!)?.includes(group[0]!));
}

function closeGroup(stack: string[], first: string, visits: ReadonlyMap<string, Visit>): string[] {
  const group = stack.splice(stack.indexOf(first));
  for (const node of group) visits.get(node)!.isOpen = false;
  return group;
}

/** The shortest way from a file of a group back to itself. */
function shortestLoop(start: string, group: readonly string[], graph: ReadonlyMap<string, readonly string[]>) {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const node of queue) {
    for (const next of graph.get(node) ?? []) {
      if (next === start) {
        const loop = [start];
        for (let at = node; at !== start; at = cameFrom.get(at)!) loop.unshift(at);
        return [start, ...loop];
      }
      if (!group.includes(next) || cameFrom.has(next)) continue;
      cameFrom.set(next, node);
      queue.push(next);
    }
  }
  return [start];
}

/** Files that import each other in a circle at run time; imports of types alone are gone by then. */
export function findCycles(files: readonly SourceFile[]): readonly Problem[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const graph = new Map(
    files.map((file) => [
      file.path,
      file.imports
        .filter((one) => !one.isType && one.specifier.startsWith('.'))
        .map((one) => resolveRelative(file.path, one.specifier))
        .filter((target) => byPath.has(target)),
    ]),
  );
  return findGroups(graph).map((group) => {
    const start = [...group].sort()[0]!;
    const loop = shortestLoop(start, group, graph);
    const line = byPath.get(start)!.imports.find((one) => resolveRelative(start, one.specifier) === loop[1])?.line ?? 1;
    return { path: start, line, text: `is in a cycle: ${loop.join(' → ')}` };
  });
}
