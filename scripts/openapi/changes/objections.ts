import type { JsonObject } from '../json.ts';
import { breakingChanges } from './breaking-changes.ts';
import { objectAt, textOf } from './reading.ts';

export interface Release {
  readonly before: JsonObject;
  readonly after: JsonObject;
  /** Changes of docs/api-changes.yaml. */
  readonly declared: readonly string[];
}

/** Why `after` may not come after `before`: nothing, where no caller breaks, or it is declared and a new major version. */
export function objectionsTo({ before, after, declared }: Release): readonly string[] {
  const changes = breakingChanges({ before, after });
  const [was, is] = [versionOf(before), versionOf(after)];
  const isMajor = majorOf(is) > majorOf(was);
  return [
    ...changes.filter((one) => !declared.includes(one)).map((one) => `it is not declared: ${one}`),
    ...declared
      .filter((one) => !changes.includes(one))
      .map((one) => `it is declared, and does not happen: ${one}`),
    ...(changes.length > 0 && !isMajor ? [`it breaks callers: ${is} has to be a new major of ${was}`] : []),
    ...(changes.length === 0 && isMajor
      ? [`it breaks nobody: ${is} is a new major of ${was} for nothing`]
      : []),
  ];
}

const versionOf = (document: JsonObject): string => textOf(objectAt(document, 'info')['version']);
const majorOf = (version: string): number => Number(version.split('.')[0]);
