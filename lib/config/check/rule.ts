import * as v from 'valibot';
import type { Finding } from '../problem.ts';

/** What several keys must agree on. */
export interface Rule {
  /** Paths are relative to the document. Nothing while a key the rule needs is itself wrong. */
  findingsIn(document: unknown): readonly Finding[];
}

/**
 * @param needs a `v.object` of just the keys the rule reads, so that an unrelated mistake does not hide this one.
 */
export function rule<S extends v.GenericSchema>(
  needs: S,
  findings: (value: v.InferOutput<S>) => readonly Finding[],
): Rule {
  return {
    findingsIn: (document) => {
      const parsed = v.safeParse(needs, document);
      return parsed.success ? findings(parsed.output) : [];
    },
  };
}

/** The schema of a file's root key together with the rules that span its keys. */
export type ConfigFile = v.GenericSchema & { readonly rules: readonly Rule[] };

export function configFile<S extends v.GenericSchema>(
  schema: S,
  rules: readonly Rule[],
): S & { readonly rules: readonly Rule[] } {
  return Object.assign(schema, { rules });
}
