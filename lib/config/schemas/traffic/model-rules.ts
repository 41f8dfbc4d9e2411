import * as v from 'valibot';
import { rule } from '../../check/rule.ts';
import type { Rule } from '../../check/rule.ts';
import { modeKeys, unlessKeysKnown, unlessKnown } from './known-names.ts';
import { traffic } from './sections.ts';

const modelKeys = v.optional(modeKeys, traffic.models.default);

export const modelRules: readonly Rule[] = [
  rule(v.object({ modes: modeKeys, mode_models: traffic.mode_models }), ({ modes, mode_models }) => [
    ...unlessKeysKnown(['mode_models'], mode_models, modes),
    ...Object.keys(modes)
      .filter((mode) => !Object.hasOwn(mode_models, mode))
      .map((mode) => ({
        path: ['mode_models', mode],
        found: 'nothing',
        allowed: 'a list of models, each once',
      })),
  ]),
  rule(v.object({ models: modelKeys, mode_models: traffic.mode_models }), ({ models, mode_models }) =>
    Object.entries(mode_models).flatMap(([mode, names]) =>
      names.flatMap((name) => unlessKnown(['mode_models', mode], name, models)),
    ),
  ),
];
