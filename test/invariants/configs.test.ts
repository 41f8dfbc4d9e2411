import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { FILES, SCHEMAS } from '../../lib/config/files.ts';
import { loadConfig } from '../../lib/config/load-config.ts';
import { loadScenario, scenarioNames } from '../../lib/config/load-scenario.ts';
import { scenarioSection } from '../../lib/config/schemas/rehearsals/sections.ts';
import { runbookSection } from '../../lib/config/schemas/runbooks/sections.ts';
import { signalsOf } from '../../cdk/monitoring/signals.ts';
import { reportOf } from '../../lib/observability/report/report.ts';
import { EXPECTATIONS, goodFigures } from '../support/observability/report-figures.ts';
import { keysOf } from './config-keys.ts';
import { readmeHeadings, readmeTable } from './config-readme.ts';

const yamlIn = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.yaml'));

const STAGES = yamlIn('configs/stages').map((name) => name.replace('.yaml', ''));
const ROOTS = Object.keys(FILES);

/** The value at a dotted path of a parsed file; undefined where a key is absent or the path holds a `*`. */
function at(document: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (inner, key) =>
        typeof inner === 'object' && inner !== null
          ? new Map<string, unknown>(Object.entries(inner)).get(key)
          : undefined,
      document,
    );
}

const read = (file: string): unknown => parse(readFileSync(`configs/${file}`, 'utf8'));

/** The default column; a dash where there is none. */
const defaultIn = (row: Readonly<Record<string, string>>): unknown =>
  row['default'] === '–' ? undefined : parse(row['default'] ?? '');

describe('the configuration', () => {
  it('has a schema for every file and a file for every schema', () => {
    expect(yamlIn('configs').sort()).toEqual(ROOTS.map((root) => `${root}.yaml`).sort());
  });

  it.each(STAGES)('holds for stage %s', (stage) => {
    expect(loadConfig({ folder: 'configs', stage }).stage.name).toBe(stage);
  });

  it('has the stages that the documentation speaks of', () => {
    expect(STAGES.sort()).toEqual(['local', 'prod', 'rehearsal']);
  });
});

describe('the rehearsals', () => {
  const config = loadConfig({ folder: 'configs', stage: 'rehearsal' });
  const ids = new Set(reportOf(goodFigures(), EXPECTATIONS).map(({ id }) => id));
  const names = new Set(signalsOf(config).map(({ name }) => name));

  it('are those that the documentation speaks of', () => {
    expect(scenarioNames('configs')).toEqual(['bad', 'brief', 'calm', 'first-48-hours']);
  });

  it.each(scenarioNames('configs'))('hold: %s', (name) => {
    expect(loadScenario('configs', name, config).description).not.toBe('');
  });

  it.each(scenarioNames('configs'))('expect only alarms and lines that there are: %s', (name) => {
    const { events, report } = loadScenario('configs', name, config).expect;

    const alarms = Object.values(events).flatMap(({ event, of, not_of }) =>
      event === 'alarm' ? [...(of === undefined ? [] : [of]), ...not_of] : [],
    );

    expect(alarms.filter((alarm) => !names.has(alarm))).toEqual([]);
    expect(Object.keys(report).filter((id) => !ids.has(id))).toEqual([]);
  });
});

describe('configs/README.md', () => {
  it('has a section for every file', () => {
    expect(readmeHeadings()).toEqual([
      ...ROOTS.map((root) => `${root}.yaml`),
      'runbooks/*.yaml',
      'rehearsals/*.yaml',
      'stages/*.yaml',
      'Adding a file',
    ]);
  });

  it('describes every key of a runbook, and whether it may be left out or shortened', () => {
    const rows = readmeTable('runbooks/*.yaml');

    expect(rows.map((row) => [row['key'], row['required'], row['stage'], defaultIn(row)])).toEqual(
      keysOf(runbookSection).map(({ path, required, shortenable, default: standIn }) => [
        path,
        required ? 'yes' : 'no',
        shortenable ? 'shorter' : 'same',
        standIn,
      ]),
    );
  });

  it('describes every key of a rehearsal, and whether it may be left out', () => {
    const rows = readmeTable('rehearsals/*.yaml');

    expect(rows.map((row) => [row['key'], row['required'], defaultIn(row)])).toEqual(
      keysOf(scenarioSection).map(({ path, required, default: standIn }) => [
        path,
        required ? 'yes' : 'no',
        standIn,
      ]),
    );
  });

  describe.each(ROOTS)('on %s.yaml', (root) => {
    const rows = readmeTable(`${root}.yaml`);
    const schema = SCHEMAS[root];
    const keys = schema === undefined ? [] : keysOf(schema);

    it('describes every key of the schema, in its order, and no other', () => {
      expect(keys.length).toBeGreaterThan(0);
      expect(rows.map((row) => row['key'])).toEqual(keys.map(({ path }) => path));
    });

    it('says which keys are required and which a stage may shorten', () => {
      expect(rows.map((row) => [row['key'], row['required'], row['stage']])).toEqual(
        keys.map(({ path, required, shortenable }) => [
          path,
          required ? 'yes' : 'no',
          shortenable ? 'shorter' : 'same',
        ]),
      );
    });

    it('gives the defaults of the schema', () => {
      const optional = new Map(
        keys.filter(({ required }) => !required).map((key) => [key.path, key.default]),
      );

      const described = rows.filter((row) => optional.has(row['key'] ?? ''));

      expect(new Map(described.map((row) => [row['key'], defaultIn(row)]))).toEqual(optional);
    });

    it('gives the values of the file', () => {
      const file = read(`${root}.yaml`);

      const named = rows.filter((row) => !row['key']?.includes('*'));

      expect(named.map((row) => [row['key'], defaultIn(row)])).toEqual(
        named.map((row) => [row['key'], at(file, `${root}.${row['key'] ?? ''}`)]),
      );
    });

    it('leaves no cell empty', () => {
      expect(rows.flatMap((row) => Object.values(row)).filter((cell) => cell === '')).toEqual([]);
    });
  });

  it('gives the time-out of every model', () => {
    const models = at(read('traffic_distribution.yaml'), 'traffic_distribution.models');
    const row = readmeTable('traffic_distribution.yaml').find(({ key }) => key === 'models.*.timeout') ?? {};

    const timeouts = Object.keys(Object(models)).map((model) => at(models, `${model}.timeout`));

    expect(timeouts).toEqual(['mistral', 'llama', 'qwen'].map(() => defaultIn(row)));
  });

  it('describes every setting of a stage with its values', () => {
    const rows = readmeTable('stages/*.yaml');
    const schema = SCHEMAS['stage'];

    expect(rows.map((row) => row['key'])).toEqual(
      schema === undefined ? [] : keysOf(schema).map(({ path }) => path),
    );
    for (const stage of STAGES) {
      const file = read(`stages/${stage}.yaml`);
      expect(rows.map((row) => [row['key'], parse(row[stage] ?? '') as unknown])).toEqual(
        rows.map((row) => [row['key'], at(file, `stage.${row['key'] ?? ''}`)]),
      );
    }
  });
});
