import type * as v from 'valibot';
import { documentsIn } from './documents.ts';
import type { Documents, FileDocuments } from './documents.ts';
import { override } from './overrides.ts';
import type { Contents } from './shared-files.ts';

type Schemas = Readonly<Record<string, v.GenericSchema>>;

const NAME = /^stages\/([^/]+)\.yaml$/;

export function stageFile(stage: string): string {
  return `stages/${stage}.yaml`;
}

/** @param roots the root keys a stage may override, beside its own, `stage`. */
export function readStageFile(contents: Contents, stage: string, roots: readonly string[]): FileDocuments {
  const content = contents.get(stageFile(stage));
  if (content !== undefined) return documentsIn(content, 'stage', roots);
  const stages = [...contents.keys()].flatMap((name) => NAME.exec(name)?.[1] ?? []);
  const allowed = stages.length === 0 ? 'a file in stages' : stages.sort().join(', ');
  return { documents: {}, findings: [{ path: ['stage'], found: 'no such stage', allowed }] };
}

interface Layers {
  readonly shared: Documents;
  readonly stage: Documents;
}

/** The shared documents under the stage's overrides, beside the stage's own settings. */
export function layOver({ shared, stage }: Layers, schemas: Schemas): FileDocuments {
  const layers = Object.entries(stage).map(([root, overrides]) => {
    const schema = root === 'stage' ? undefined : schemas[root];
    return schema === undefined
      ? { root, value: overrides, findings: [] }
      : { root, ...override({ schema, path: [root] }, shared[root], overrides) };
  });
  const held = layers.filter(({ root }) => root === 'stage' || Object.hasOwn(shared, root));
  return {
    documents: { ...shared, ...Object.fromEntries(held.map(({ root, value }) => [root, value])) },
    findings: layers.flatMap(({ findings }) => findings),
  };
}
