import * as v from 'valibot';
import { amount, compare, span } from '../../check/compare.ts';
import { rule, type Rule } from '../../check/rule.ts';
import type { Finding } from '../../problem.ts';
import { scenarioSection } from './sections.ts';

const { time, traffic, training, faults, expect } = scenarioSection.entries;
const { launch } = time.entries;

const savesWholeBatches = rule(v.object({ training }), ({ training: { steps, save_every } }) =>
  compare(
    amount(['training', 'steps'], steps),
    'a multiple of',
    amount(['training', 'save_every'], save_every),
  ),
);

const trainsWithinTheLaunch = rule(v.object({ time: v.object({ launch }), training }), (scenario) =>
  compare(
    span(['training', 'takes'], scenario.training.takes),
    'at most',
    span(['time', 'launch'], scenario.time.launch),
  ),
);

const slowAnswersAreSlower = rule(
  v.object({ traffic: v.object({ modes: traffic.entries.modes }) }),
  (scenario) =>
    Object.entries(scenario.traffic.modes).flatMap(([mode, { p50, p95 }]) =>
      compare(
        span(['traffic', 'modes', mode, 'p50'], p50),
        'at most',
        span(['traffic', 'modes', mode, 'p95'], p95),
      ),
    ),
);

/** All of them returning: nobody would have been there before. */
const someAreNew = rule(
  v.object({ traffic: v.object({ returning: traffic.entries.returning }) }),
  (scenario) =>
    compare(amount(['traffic', 'returning'], scenario.traffic.returning), 'below', {
      path: [],
      value: 1,
      text: '1',
    }),
);

const faultsAreWithinTheLaunch = rule(v.object({ time: v.object({ launch }), faults }), (scenario) =>
  Object.entries(scenario.faults).flatMap(([name, { at }]) =>
    compare(span(['faults', name, 'at'], at), 'below', span(['time', 'launch'], scenario.time.launch)),
  ),
);

/** A model is well again when its outage is over; whatever else is broken is for a runbook to mend. */
const outagesAreOfModels = rule(v.object({ faults }), (scenario) =>
  Object.entries(scenario.faults).flatMap(([name, { fault, model, for: length }]): Finding[] => {
    const path = ['faults', name];
    if (fault === 'model_outage')
      return model === undefined
        ? [{ path: [...path, 'model'], found: 'nothing', allowed: 'the name of a model' }]
        : [];
    const extra = Object.entries({ model, for: length }).filter(([, value]) => value !== undefined);
    return extra.map(([key]) => ({
      path: [...path, key],
      found: `the key ${key} of ${fault}`,
      allowed: 'it with model_outage only',
    }));
  }),
);

const boundsAgree = rule(v.object({ expect }), (scenario) =>
  Object.entries(scenario.expect.events).flatMap(([name, { exactly, at_least, at_most }]): Finding[] => {
    const path = ['expect', 'events', name];
    if (exactly !== undefined && (at_least !== undefined || at_most !== undefined))
      return [{ path, found: 'exactly with another bound', allowed: 'exactly, or at_least and at_most' }];
    if (at_least === undefined || at_most === undefined) return [];
    return compare(amount([...path, 'at_least'], at_least), 'at most', amount([...path, 'at_most'], at_most));
  }),
);

export const scenarioRules: readonly Rule[] = [
  savesWholeBatches,
  trainsWithinTheLaunch,
  slowAnswersAreSlower,
  someAreNew,
  faultsAreWithinTheLaunch,
  outagesAreOfModels,
  boundsAgree,
];
