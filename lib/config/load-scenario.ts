import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { findingsIn } from './check/findings.ts';
import type { Config } from './config.ts';
import { InvalidConfigError } from './invalid-config-error.ts';
import { problemIn, type Finding } from './problem.ts';
import { unknownNames } from './schemas/rehearsals/known-names.ts';
import { scenarioRules } from './schemas/rehearsals/rules.ts';
import { scenarioSection, type Scenario } from './schemas/rehearsals/sections.ts';
import { documentsIn } from './source/documents.ts';

const FOLDER = 'rehearsals';

/** Of the scenarios in a configuration folder, in order. */
export function scenarioNames(folder: string): readonly string[] {
  const inner = join(folder, FOLDER);
  if (!existsSync(inner)) return [];
  return readdirSync(inner)
    .flatMap((file) => (file.endsWith('.yaml') ? [file.slice(0, -'.yaml'.length)] : []))
    .sort();
}

/**
 * Reads and checks rehearsals/<name>.yaml, one of `scenarioNames`.
 * @throws InvalidConfigError with every problem, one line each
 */
export function loadScenario(folder: string, name: string, config: Config): Scenario {
  const parsed = parseScenario(readFileSync(join(folder, FOLDER, `${name}.yaml`)), name, config);
  if ('scenario' in parsed) return parsed.scenario;
  const problems = parsed.findings.map((finding) => problemIn(`${FOLDER}/${name}.yaml`, finding));
  throw new InvalidConfigError(folder, problems);
}

export function parseScenario(
  content: Uint8Array,
  name: string,
  config: Pick<Config, 'traffic_distribution' | 'runbooks'>,
): { readonly scenario: Scenario } | { readonly findings: readonly Finding[] } {
  const { documents, findings } = documentsIn(content, name);
  if (findings.length > 0) return { findings };
  const document = documents[name];
  const broken = [
    ...findingsIn(scenarioSection, document, [name]),
    ...scenarioRules.flatMap((rule) => rule.findingsIn(document)).map((finding) => under(name, finding)),
  ];
  if (broken.length > 0) return { findings: broken };
  const scenario = v.parse(scenarioSection, document);
  const unknown = unknownNames(scenario, config).map((finding) => under(name, finding));
  return unknown.length > 0 ? { findings: unknown } : { scenario };
}

const under = (name: string, finding: Finding): Finding => ({ ...finding, path: [name, ...finding.path] });
