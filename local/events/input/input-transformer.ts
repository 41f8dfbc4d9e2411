import { AwsError } from '../../aws-endpoint/aws-error.ts';
import { isObject } from '../pattern/json.ts';
import { InvalidJsonInput } from './invalid-json-input.ts';
import { parseJsonPath, type JsonPath } from './json-path.ts';
import { fillTemplate, parseTemplate, type Segment } from './template.ts';
import type { ToInput } from './to-input.ts';

/** Names that need no path ("Predefined variables"). */
const PREDEFINED = [
  'aws.events.rule-arn',
  'aws.events.rule-name',
  'aws.events.event',
  'aws.events.event.json',
  'aws.events.event.ingestion-time',
];

/**
 * "Amazon EventBridge input transformation". The template is JSON, or lines that each are a JSON string. Throws
 * ValidationException for a template that can't become either, and for a placeholder that nothing defines.
 */
export function compileInputTransformer(
  template: string,
  paths: Readonly<Record<string, string>> = {},
): ToInput {
  const segments = parseTemplate(template);
  const variables = new Map(
    Object.entries(paths).map(([name, path]) => [checkName(name), parseJsonPath(path)]),
  );
  checkPlaceholders(segments, variables);
  checkTemplate(template, segments);
  return (event, { ruleArn, ruleName, acceptedAt }) => {
    const predefined = new Map<string, unknown>([
      ['aws.events.rule-arn', ruleArn],
      ['aws.events.rule-name', ruleName],
      ['aws.events.event', { ...event, detail: undefined }],
      ['aws.events.event.json', event],
      ['aws.events.event.ingestion-time', isoSeconds(acceptedAt)],
    ]);
    const filled = fillTemplate(segments, (name) => predefined.get(name) ?? variables.get(name)?.(event));
    return minify(filled, template);
  };
}

/** As events show times: to the second. */
function isoSeconds(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Lines of strings are no JSON and stay as they are; anything else must be JSON, and goes out without white space. */
function minify(filled: string, template: string): string {
  const json = parseJson(filled);
  if (json) return JSON.stringify(json.value);
  if (isLines(template)) return filled;
  throw new InvalidJsonInput(`The input template made ${filled}, which is not JSON`);
}

function isLines(template: string): boolean {
  return template.trimStart().startsWith('"');
}

function checkName(name: string): string {
  if (/^[\w.-]+$/.test(name) && !/^aws\./i.test(name)) return name;
  throw new AwsError(
    'ValidationException',
    `InputPathsMap has the key ${JSON.stringify(name)}, which is not allowed`,
  );
}

function checkPlaceholders(segments: readonly Segment[], variables: ReadonlyMap<string, JsonPath>): void {
  for (const segment of segments) {
    if (typeof segment === 'string' || variables.has(segment.name) || PREDEFINED.includes(segment.name))
      continue;
    throw new AwsError(
      'ValidationException',
      `Invalid InputTemplate: the placeholder <${segment.name}> is not in InputPathsMap`,
    );
  }
}

/** Stands for a placeholder when a template is tried out; not a text that templates contain. */
const TRIAL = '\uE000';

function checkTemplate(template: string, segments: readonly Segment[]): void {
  const trial = fillTemplate(segments, () => TRIAL);
  const documents = isLines(template) ? trial.split('\n').filter((line) => line.trim() !== '') : [trial];
  for (const document of documents) {
    const json = parseJson(document);
    if (!json)
      throw new AwsError(
        'ValidationException',
        `Invalid InputTemplate: ${template} is not JSON (strings need quotes)`,
      );
    if (hasTrialKey(json.value)) {
      throw new AwsError(
        'ValidationException',
        'Invalid InputTemplate: a placeholder cannot be an object key',
      );
    }
  }
}

function hasTrialKey(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasTrialKey);
  if (!isObject(value)) return false;
  return Object.entries(value).some(([key, inner]) => key.includes(TRIAL) || hasTrialKey(inner));
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
