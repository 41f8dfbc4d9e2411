import * as v from 'valibot';
import { MAX_MODES } from '../../../contracts/mode.ts';
import { rule } from '../../check/rule.ts';
import type { Rule } from '../../check/rule.ts';
import { modeKeys, unlessKeysKnown, unlessKnown } from './known-names.ts';
import { traffic } from './sections.ts';

const { fallback_mode } = traffic.routing.entries;
const { replicas } = traffic.load_balancing.entries;

export const modeRules: readonly Rule[] = [
  rule(v.object({ modes: modeKeys }), ({ modes }) => {
    const count = Object.keys(modes).length;
    if (count >= 1 && count <= MAX_MODES) return [];
    return [{ path: ['modes'], found: `${count} modes`, allowed: `1 to ${MAX_MODES} modes` }];
  }),
  rule(v.object({ modes: traffic.modes }), ({ modes }) => {
    const sum = Object.values(modes).reduce((total, weight) => total + weight, 0);
    if (sum === 100) return [];
    return [{ path: ['modes'], found: `weights that sum to ${sum}`, allowed: 'weights that sum to 100' }];
  }),
  rule(v.object({ modes: modeKeys, routing: v.object({ fallback_mode }) }), ({ modes, routing }) =>
    unlessKnown(['routing', 'fallback_mode'], routing.fallback_mode, modes),
  ),
  rule(v.object({ modes: modeKeys, load_balancing: v.object({ replicas }) }), ({ modes, load_balancing }) =>
    unlessKeysKnown(['load_balancing', 'replicas'], load_balancing.replicas, modes),
  ),
];
