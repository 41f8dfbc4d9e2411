import { problemIn } from '../problem.ts';
import type { Problem } from '../problem.ts';
import { documentsIn } from './documents.ts';
import type { Documents, FileDocuments } from './documents.ts';

/** Contents by name relative to the configuration folder, with `/` between folders. */
export type Contents = ReadonlyMap<string, Uint8Array>;

export interface SharedFiles {
  readonly documents: Documents;
  readonly problems: readonly Problem[];
}

/** The files that all stages share, one for each root key. One that is no YAML gives problems and no document. */
export function readSharedFiles(contents: Contents, roots: readonly string[]): SharedFiles {
  const files = roots.map((root) => ({ file: fileOf(root), ...readRoot(contents, root) }));
  return {
    documents: Object.fromEntries(files.flatMap(({ documents }) => Object.entries(documents))),
    problems: [
      ...strayFiles(contents, roots),
      ...files.flatMap(({ file, findings }) => findings.map((finding) => problemIn(file, finding))),
    ],
  };
}

export function fileOf(root: string): string {
  return `${root}.yaml`;
}

function readRoot(contents: Contents, root: string): FileDocuments {
  const content = contents.get(fileOf(root));
  if (content !== undefined) return documentsIn(content, root);
  return {
    documents: {},
    findings: [{ path: [root], found: 'no such file', allowed: `a file with the root key ${root}` }],
  };
}

/** A misnamed file would be ignored without a word. Folders have readers of their own. */
function strayFiles(contents: Contents, roots: readonly string[]): Problem[] {
  const expected = roots.map(fileOf);
  return [...contents.keys()]
    .filter((name) => /^[^/]+\.ya?ml$/.test(name) && !expected.includes(name))
    .map((file) =>
      problemIn(file, {
        path: ['file name'],
        found: 'a file that nothing reads',
        allowed: expected.join(', '),
      }),
    );
}
