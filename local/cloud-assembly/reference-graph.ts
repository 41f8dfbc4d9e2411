import { CloudAssemblyError } from './cloud-assembly-error.ts';

/** Which resource refers to which. CloudFormation creates a resource after those it refers to, so a cycle has no start. */
export interface ReferenceGraph {
  add(from: string, to: string): void;
  refuseCycles(): void;
}

export function createReferenceGraph(): ReferenceGraph {
  const edges = new Map<string, Set<string>>();
  return {
    add: (from, to) => {
      edges.set(from, (edges.get(from) ?? new Set()).add(to));
    },
    refuseCycles: () => {
      const cleared = new Set<string>();
      for (const start of edges.keys()) refuseCycleFrom({ edges, cleared, path: [start] });
    },
  };
}

interface Walk {
  readonly edges: ReadonlyMap<string, ReadonlySet<string>>;
  /** Nodes from which no cycle is reached. */
  readonly cleared: Set<string>;
  readonly path: readonly string[];
}

function refuseCycleFrom({ edges, cleared, path }: Walk): void {
  const node = path.at(-1) ?? '';
  if (cleared.has(node)) return;
  for (const next of edges.get(node) ?? []) {
    const seenAt = path.indexOf(next);
    if (seenAt !== -1) {
      const cycle = [...path.slice(seenAt), next].join(' -> ');
      throw new CloudAssemblyError(`circular dependency between resources: ${cycle}`);
    }
    refuseCycleFrom({ edges, cleared, path: [...path, next] });
  }
  cleared.add(node);
}
