import * as v from 'valibot';
import { findingsIn } from './check/findings.ts';
import type { Config } from './config.ts';
import { documents as allDocuments, FILES, RULES_ACROSS, runbookFiles, SCHEMAS } from './files.ts';
import { problemIn } from './problem.ts';
import type { Finding, Problem } from './problem.ts';
import type { Documents } from './source/documents.ts';
import { inRunbookFile, readRunbookFiles, RUNBOOKS } from './source/runbook-files.ts';
import { fileOf, readSharedFiles } from './source/shared-files.ts';
import type { Contents, SharedFiles } from './source/shared-files.ts';
import { layOver, readStageFile, stageFile } from './source/stage-file.ts';

export type ParsedConfig = { readonly config: Config } | { readonly problems: readonly Problem[] };

const ROOTS = Object.keys(FILES);
const OVERRIDABLE = { ...FILES, [RUNBOOKS]: runbookFiles };

/** The configuration of one stage from the contents of its files, or every problem of every file that it reads. */
export function parseConfig(contents: Contents, stage: string): ParsedConfig {
  const shared = withRunbooks(readSharedFiles(contents, ROOTS), contents);
  const own = readStageFile(contents, stage, Object.keys(OVERRIDABLE));
  const layered = layOver({ shared: shared.documents, stage: own.documents }, OVERRIDABLE);
  const sharedFindings = check(shared.documents);
  const stageFindings = without(sharedFindings, check(layered.documents));
  const problems = [
    ...shared.problems,
    ...sharedFindings.map(problemOfShared),
    ...[...own.findings, ...layered.findings, ...stageFindings].map((finding) =>
      problemIn(stageFile(stage), finding),
    ),
  ];
  if (problems.length > 0) return { problems };
  const parsed = v.parse(allDocuments, layered.documents);
  return { config: { ...parsed, stage: { ...parsed.stage, name: stage } } };
}

function withRunbooks(shared: SharedFiles, contents: Contents): SharedFiles {
  const { documents, problems } = readRunbookFiles(contents);
  return {
    documents: { ...shared.documents, ...documents },
    problems: [...shared.problems, ...problems],
  };
}

function problemOfShared(finding: Finding): Problem {
  const [root = ''] = finding.path;
  return root === RUNBOOKS ? inRunbookFile(finding) : problemIn(fileOf(root), finding);
}

function check(documents: Documents): Finding[] {
  return [
    ...Object.entries(documents).flatMap(([root, document]) => checkDocument(root, document)),
    ...RULES_ACROSS.flatMap((across) => across.findingsIn(documents)),
  ];
}

function checkDocument(root: string, document: unknown): Finding[] {
  const schema = SCHEMAS[root];
  if (schema === undefined) return [];
  const broken = schema.rules.flatMap((rule) => rule.findingsIn(document));
  return [
    ...findingsIn(schema, document, [root]),
    ...broken.map((finding) => ({ ...finding, path: [root, ...finding.path] })),
  ];
}

/** What is wrong without the stage is not the stage's fault. */
function without(known: readonly Finding[], findings: readonly Finding[]): Finding[] {
  const told = new Set(known.map((finding) => JSON.stringify(finding)));
  return findings.filter((finding) => !told.has(JSON.stringify(finding)));
}
