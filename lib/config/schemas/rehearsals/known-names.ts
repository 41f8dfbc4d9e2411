import type { Config } from '../../config.ts';
import type { Finding } from '../../problem.ts';
import type { Scenario } from './sections.ts';

/** What a scenario names has to be in the configuration of the stage; every mode has its latencies. */
export function unknownNames(scenario: Scenario, config: Pick<Config, 'traffic_distribution' | 'runbooks'>) {
  const { modes, models } = config.traffic_distribution;
  const ofRunbooks = ['runbook', 'incident', 'approval', 'told'];
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
    ...Object.entries(scenario.expect.events).flatMap(([name, { event, of }]) => {
      const known = ofRunbooks.includes(event)
        ? Object.keys(config.runbooks)
        : event === 'breaker'
          ? Object.keys(models)
          : event === 'downshift'
            ? Object.keys(modes)
            : undefined;
      return known ? oneOf(['expect', 'events', name, 'of'], of, known) : [];
    }),
  ];
}

function oneOf(path: readonly string[], name: string | undefined, known: readonly string[]): Finding[] {
  if (name === undefined || known.includes(name)) return [];
  return [{ path, found: JSON.stringify(name), allowed: `one of ${known.join(', ')}` }];
}
