import { RE2JS } from 're2js';
import { z } from 'zod';

const anyText = '\\S(?:.*\\S)?';
/** Placeholders made of these letters stand for digits: `{YYYY-MM}`, `{YY}`, `{MM}`. */
const datePlaceholder = /^[YMDQ]+(?:[-./ ]?[YMDQ]+)*$/;
const expression = /^\/(.+)\/$/s;

function sourceOfPlaceholder(name: string): string {
  if (name === 'number') return '\\d+';
  if (!datePlaceholder.test(name)) return anyText;
  return name.replace(/[YMDQ]+|[-./ ]/g, (part) => {
    if (/^[-./ ]$/.test(part)) return RE2JS.quote(part);
    return part === 'Q' ? 'Q?[1-4]' : `\\d{${part.length}}`;
  });
}

function sourceOfTemplate(template: string): string {
  return template
    .split(/(\{[^{}]*\})/)
    .map((part) => (/^\{[^{}]*\}$/.test(part) ? sourceOfPlaceholder(part.slice(1, -1).trim()) : RE2JS.quote(part)))
    .join('');
}

interface Matcher {
  matches(text: string): boolean;
}

function compile(pattern: string): Matcher {
  const written = expression.exec(pattern);
  if (written) {
    const compiled = RE2JS.compile(written[1]!);
    return { matches: (text) => compiled.test(text) };
  }
  const compiled = RE2JS.compile(sourceOfTemplate(pattern), RE2JS.DOTALL);
  return { matches: (text) => compiled.testExact(text) };
}

const compiled = new Map<string, Matcher>();
const mostKept = 100;

/** Whether a text follows a pattern; patterns are compiled once, as a run asks about thousands of texts. */
export function followsPattern(text: string, pattern: string): boolean {
  let matcher = compiled.get(pattern);
  if (!matcher) {
    if (compiled.size >= mostKept) compiled.clear();
    matcher = compile(pattern);
    compiled.set(pattern, matcher);
  }
  return matcher.matches(text);
}

function problemOf(pattern: string): string | null {
  if (!expression.test(pattern) && !/\{[^{}]+\}/.test(pattern))
    return `"${pattern}" has no placeholder in braces. Examples: "{company} - {YYYY-MM}", "/^Renewal /"`;
  try {
    compile(pattern);
    return null;
  } catch {
    return `"${pattern}" is no expression of RE2. Example: "/^[A-Z]{3}-\\d+ /"`;
  }
}

/**
 * An option that holds a pattern: a template whose placeholders in braces stand for any text (`{company}`), digits
 * (`{number}`) or parts of a date (`{YYYY-MM}`), or an expression of RE2 between slashes. RE2 takes linear time
 * whatever is written, so that an agreement cannot stop a run.
 */
export function patternOption(standard: string) {
  return z
    .string()
    .default(standard)
    .superRefine((pattern, ctx) => {
      const message = problemOf(pattern);
      if (message !== null) ctx.addIssue({ code: 'custom', message });
    });
}
