import type { Config } from '../../config.ts';
import type { Finding } from '../../problem.ts';
import type { Scenario } from './sections.ts';
import { EVENTS, type EventName, type Words } from './vocabulary.ts';

/** What a scenario names has to be in the configuration of the stage; every mode has its latencies. */
export function unknownNames(scenario: Scenario, config: Named): readonly Finding[] {
  const { modes, models } = config.traffic_distribution;
  return [
    ...Object.keys(modes)
      .filter((mode) => !Object.hasOwn(scenario.traffic.modes, mode))
      .map((mode): Finding => ({
        path: ['traffic', 'modes', mode],
        found: 'nothing',
        allowed: 'the latencies of every mode of traffic_distribution.yaml',
      })),
    ...Object.keys(scenario.traffic.modes).flatMap((mode) =>
      oneOf(['traffic', 'modes', mode], mode, Object.keys(modes)),
    ),
    ...Object.entries(scenario.faults).flatMap(([name, { model }]) =>
      oneOf(['faults', name, 'model'], model, Object.keys(models)),
    ),
    ...scenario.people.operator.restores.flatMap((runbook) =>
      oneOf(['people', 'operator', 'restores'], runbook, Object.keys(config.runbooks)),
    ),
    ...Object.entries(scenario.expect.events).flatMap(([name, expected]) =>
      unknownInEvent(['expect', 'events', name], expected, config),
    ),
  ];
}

type Named = Pick<Config, 'traffic_distribution' | 'runbooks'>;

/** What never happens can be expected never to happen by any name: only names of something can fail. */
function unknownInEvent(
  path: readonly string[],
  { event, of, not_of, as = [] }: Scenario['expect']['events'][string],
  config: Named,
): readonly Finding[] {
  const known = namesOf(event, config);
  return [
    ...(of === undefined ? [] : outside([...path, 'of'], of, known)),
    ...not_of.flatMap((name) => outside([...path, 'not_of'], name, known)),
    ...as.flatMap((word) => outside([...path, 'as'], word, EVENTS[event].as)),
  ];
}

/** Alarms are those of the stage, which is asked for them when the launch begins. */
function namesOf(event: EventName, { traffic_distribution, runbooks }: Named): Words {
  if (event === 'breaker') return Object.keys(traffic_distribution.models);
  if (event === 'downshift') return Object.keys(traffic_distribution.modes);
  if (['runbook', 'incident', 'approval', 'told'].includes(event)) return Object.keys(runbooks);
  const known: { readonly of?: Words; readonly as: Words } = EVENTS[event];
  return known.of ?? 'anything';
}

function outside(path: readonly string[], found: string, words: Words): readonly Finding[] {
  if (words === 'anything') return [];
  if (words !== 'a number') return oneOf(path, found, words);
  return /^\d+$/.test(found) ? [] : [{ path, found: JSON.stringify(found), allowed: words }];
}

function oneOf(path: readonly string[], name: string | undefined, known: readonly string[]): Finding[] {
  if (name === undefined || known.includes(name)) return [];
  return [{ path, found: JSON.stringify(name), allowed: `one of ${known.join(', ')}` }];
}
