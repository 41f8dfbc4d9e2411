import { problemIn, type Finding, type Problem } from '../problem.ts';
import { documentsIn } from './documents.ts';
import type { Contents, SharedFiles } from './shared-files.ts';

/** The root key that a stage overrides runbooks under. */
export const RUNBOOKS = 'runbooks';

const FILE = /^runbooks\/(.+)\.(ya?ml)$/;

/** One file a runbook, whose root key is its id. All of them are one document: ids to what stands under them. */
export function readRunbookFiles(contents: Contents): SharedFiles {
  const files = [...contents].flatMap(([file, content]) => {
    const [, id, suffix] = FILE.exec(file) ?? [];
    return id === undefined ? [] : [{ file, id, suffix, content }];
  });
  const read = files.map(({ file, id, suffix, content }) =>
    suffix === 'yaml'
      ? { file, ...documentsIn(content, id) }
      : { file, documents: {}, findings: [misnamed(id)] },
  );
  return {
    documents: { [RUNBOOKS]: Object.fromEntries(read.flatMap(({ documents }) => Object.entries(documents))) },
    problems: read.flatMap(({ file, findings }): Problem[] =>
      findings.map((finding) => problemIn(file, finding)),
    ),
  };
}

/** Of a finding in the one document. */
export function inRunbookFile({ path: [, id = '', ...rest], ...finding }: Finding): Problem {
  return problemIn(`runbooks/${id}.yaml`, { ...finding, path: [id, ...rest] });
}

function misnamed(id: string): Finding {
  return { path: ['file name'], found: 'a file that nothing reads', allowed: `${id}.yaml` };
}
