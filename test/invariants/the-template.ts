import { synthesized } from '../support/synthesized.ts';

export interface Resource {
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Finds circular dependencies and costs most of the time of a synthesis: `npm run synth` does it. */
process.env['CDK_VALIDATION'] = 'false';

/** The resources of the template that ships, by type. Takes seconds: synthesize once a file. */
export function theTemplate(stage = 'local'): { ofType(type: string): readonly Resource[] } {
  const { template, remove } = synthesized(stage);
  const { Resources } = template().toJSON() as {
    Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
  };
  remove();
  return {
    ofType: (type) =>
      Object.entries(Resources).flatMap(([id, { Type, Properties }]) =>
        Type === type ? [{ id, properties: Properties }] : [],
      ),
  };
}
