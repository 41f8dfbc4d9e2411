import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { loadConfig } from '../../../lib/config/load-config.ts';
import { loadScenario, parseScenario } from '../../../lib/config/load-scenario.ts';
import { formatProblem, problemIn } from '../../../lib/config/problem.ts';

const CONFIG = loadConfig({ folder: 'configs', stage: 'rehearsal' });
const SHIPPED: unknown = parse(readFileSync('configs/rehearsals/first-48-hours.yaml', 'utf8'));

type Tree = Record<string, unknown>;

/** The shipped scenario with one value at a path of keys changed; undefined takes a key away. */
function withValue(keys: readonly string[], value: unknown): string {
  const document = structuredClone(SHIPPED) as Tree;
  let inner = document['first-48-hours'] as Tree;
  for (const key of keys.slice(0, -1)) inner = (inner[key] ??= {}) as Tree;
  const last = keys.at(-1) ?? '';
  if (value === undefined) Reflect.deleteProperty(inner, last);
  else inner[last] = value;
  return stringify(document);
}

function problemsOf(text: string): readonly string[] {
  const parsed = parseScenario(new TextEncoder().encode(text), 'first-48-hours', CONFIG);
  if ('scenario' in parsed) return [];
  return parsed.findings.map((finding) =>
    formatProblem(problemIn('rehearsals/first-48-hours.yaml', finding)),
  );
}

describe('the schema of a rehearsal', () => {
  it('takes the shipped one, with durations in milliseconds', () => {
    const scenario = loadScenario('configs', 'first-48-hours', CONFIG);

    expect(scenario.time).toMatchObject({ launch: 48 * 3_600_000, takes: 100_000 });
  });

  it.each<[readonly string[], unknown, string]>([
    [['time', 'takes'], 100, 'time.takes: found 100, allowed a duration such as 500ms'],
    [['time', 'scale'], 2, 'time.scale: found an unknown key, allowed the keys launch, takes, settle'],
    [['traffic', 'returning'], 1, 'traffic.returning: found 1, allowed below 1'],
    [
      ['traffic', 'arrivals'],
      [0, 0],
      'traffic.arrivals: found a list of 2, allowed a list of up to 1000 numbers',
    ],
    [['traffic', 'arrivals'], [1, -1], 'traffic.arrivals: found a list of 2, allowed'],
    [['traffic', 'modes', 'fast', 'p50'], '5s', 'traffic.modes.fast.p50: found 5s, allowed at most 900ms'],
    [
      ['traffic', 'modes', 'fast'],
      undefined,
      'traffic.modes.fast: found nothing, allowed the latencies of every',
    ],
    [
      ['traffic', 'modes', 'slow'],
      { p50: '1s', p95: '1s' },
      'traffic.modes.slow: found "slow", allowed one of',
    ],
    [['training', 'save_every'], 300, 'training.steps: found 10000, allowed a multiple of 300'],
    [['training', 'takes'], '50h', 'training.takes: found 50h, allowed at most 2d'],
    [
      ['faults', 'x'],
      { fault: 'fire', at: '1h' },
      'faults.x.fault: found "fire", allowed one of model_outage',
    ],
    [['faults', 'x'], { fault: 'loss_spike', at: '48h' }, 'faults.x.at: found 2d, allowed below 2d'],
    [
      ['faults', 'x'],
      { fault: 'model_outage', at: '1h' },
      'faults.x.model: found nothing, allowed the name of',
    ],
    [
      ['faults', 'x'],
      { fault: 'model_outage', model: 'gpt', at: '1h' },
      'faults.x.model: found "gpt", allowed one of mistral, llama, qwen',
    ],
    [
      ['faults', 'x'],
      { fault: 'cache_down', at: '1h', for: '1h' },
      'faults.x.for: found the key for of cache_down, allowed it with model_outage only',
    ],
    [
      ['people', 'approver', 'decision'],
      'maybe',
      'people.approver.decision: found "maybe", allowed one of approve',
    ],
    [
      ['expect', 'events', 'x'],
      { event: 'fire' },
      'expect.events.x.event: found "fire", allowed one of alarm',
    ],
    [
      ['expect', 'events', 'x'],
      { event: 'runbook', of: 'nothing' },
      'expect.events.x.of: found "nothing", allowed one of',
    ],
    [
      ['expect', 'events', 'x'],
      { event: 'finding', of: 'loss_spkie', exactly: 0 },
      'x.of: found "loss_spkie", allowed one of',
    ],
    [
      ['expect', 'events', 'x'],
      { event: 'session_moved', not_of: ['hsah'], exactly: 0 },
      'x.not_of: found "hsah", allowed one of',
    ],
    [
      ['expect', 'events', 'x'],
      { event: 'alarm', as: 'onn', exactly: 0 },
      'x.as: found "onn", allowed one of on, off',
    ],
    [
      ['expect', 'events', 'x'],
      { event: 'runbook', as: ['failed', 'fialed'], exactly: 0 },
      'x.as: found "fialed", allowed one of running',
    ],
    [['expect', 'events', 'x'], { event: 'rollback', as: 'twice' }, 'x.as: found "twice", allowed a number'],
    [['expect', 'events', 'x'], { event: 'run', as: [] }, 'allowed a text or a list of texts'],
    [
      ['expect', 'events', 'x'],
      { event: 'run', exactly: 1, at_most: 2 },
      'expect.events.x: found exactly with another bound, allowed exactly, or at_least and at_most',
    ],
    [
      ['expect', 'events', 'x'],
      { event: 'run', at_least: 3, at_most: 2 },
      'expect.events.x.at_least: found 3, allowed at most 2',
    ],
    [
      ['expect', 'report', 'Split'],
      'fail',
      'expect.report.Split: found the name "Split", allowed the id of a line',
    ],
    [
      ['expect', 'report', 'cache.hits'],
      'perhaps',
      'found "perhaps", allowed one of pass, fail, no_data, any',
    ],
  ])('refuses %j: %j', (keys, value, problem) => {
    const problems = problemsOf(withValue(keys, value));

    expect(problems).toEqual([expect.stringContaining(problem)]);
    expect(problems[0]).toMatch(/^rehearsals\/first-48-hours\.yaml: first-48-hours\./);
  });

  it('names every problem at once', () => {
    const text = withValue(['time', 'takes'], 1).replace('steps: 10000', 'steps: 0');

    expect(problemsOf(text)).toHaveLength(2);
  });

  it('refuses a file under another root key', () => {
    expect(problemsOf('calm: {}\n')).toEqual([expect.stringContaining('calm: found an unknown key')]);
  });
});
