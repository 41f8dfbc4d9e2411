import * as v from 'valibot';
import type { Finding } from '../../problem.ts';
import { isPlainMap } from '../../check/plain-map.ts';
import { configFile, rule } from '../../check/rule.ts';
import { compensationFindings } from './compensation-rules.ts';
import { flowFindings } from './flow-rules.ts';
import { inputFindings } from './input-rules.ts';
import { nameFindings } from './name-rules.ts';
import { runbookId } from './names.ts';
import { runbookSection, type RunbookSection } from './sections.ts';
import { triggerFindings } from './trigger-rules.ts';
import { verificationFindings } from './verification-rules.ts';

const RULES: readonly ((runbook: RunbookSection) => readonly Finding[])[] = [
  flowFindings,
  inputFindings,
  compensationFindings,
  nameFindings,
  triggerFindings,
  verificationFindings,
];

/** Beyond the keys of one file. */
const allRules = rule(runbookSection, (runbook) => RULES.flatMap((findings) => findings(runbook)));

/** All files of configs/runbooks, by id. The rules of one wait until its own keys hold, not until those of others do. */
export const runbooks = configFile(v.record(runbookId, runbookSection), [
  {
    findingsIn: (files) =>
      Object.entries(isPlainMap(files) ? files : {}).flatMap(([id, file]) =>
        allRules.findingsIn(file).map(({ path, ...finding }) => ({ ...finding, path: [id, ...path] })),
      ),
  },
]);
