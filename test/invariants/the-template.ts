import { templateOf } from '../support/built.ts';

export interface Resource {
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The resources of the template that ships, by type. */
export function theTemplate(stage = 'local'): { ofType(type: string): readonly Resource[] } {
  const { Resources } = templateOf(stage) as {
    Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
  };
  return {
    ofType: (type) =>
      Object.entries(Resources).flatMap(([id, { Type, Properties }]) =>
        Type === type ? [{ id, properties: Properties }] : [],
      ),
  };
}
