import { METRICS } from '../../lib/contracts/metrics.ts';
import { FUNCTION_NAMES } from '../../lib/contracts/names.ts';
import { SIGNALS } from '../../scripts/observability/signals.ts';
import { handbookSections } from './handbook.ts';
import { filesIn } from './source-files.ts';
import { theTemplate } from './the-template.ts';

/** Sections of the handbook that are about no alarm. */
const INTRODUCTION = ['Using this handbook', 'After an incident', 'Before you start'];

/** Where applications report what they know of themselves: `alarms.namespace` of the shipped configuration. */
const REPORTED = 'Artisan/{stage}/Targets';
const OWN = 'Artisan/{stage}';

const NAMES = SIGNALS.map(({ name }) => name);
const sections = handbookSections().filter(({ title }) => !INTRODUCTION.includes(title));

/** Where functions publish points: the key of METRICS, and the text from it to the end of its object or dimensions. */
const emissions = filesIn(['functions', 'lib']).flatMap(({ text }) =>
  [...text.matchAll(/\bname: METRICS\.(\w+)([^}]*)\}/g)].map(([, key = '', more = '']) => ({
    metric: new Map<string, string>(Object.entries(METRICS)).get(key),
    hasDimensions: /\bdimensions\b/.test(more),
  })),
);
const template = theTemplate();
const shipped = template.ofType('AWS::CloudWatch::Alarm').map(({ properties }) => properties);

describe('the alarms', () => {
  it('of the template are the rows of the table', () => {
    expect(shipped.map((alarm) => alarm['AlarmName']).sort()).toEqual(
      NAMES.map((name) => `artisan-local-${name}`).sort(),
    );
  });

  it('have a section of the handbook each, and back', () => {
    expect(sections.map(({ title }) => title)).toEqual(NAMES);
  });

  it('link to their section', () => {
    const links = shipped.map(
      (alarm) => String(alarm['AlarmDescription']).split('docs/operator-handbook.md#')[1],
    );

    // The anchor that GitHub gives a heading of one word.
    expect(links.sort()).toEqual(sections.map(({ title }) => title.toLowerCase()).sort());
  });

  it('look where functions publish or applications report, or at a service of AWS', () => {
    const namespaces = template.ofType('AWS::Lambda::Function').map(({ properties }) => {
      const { Variables } = properties['Environment'] as { Variables: Record<string, unknown> };
      return Variables['METRICS_NAMESPACE'];
    });

    const looked = shipped.map((alarm) => String(alarm['Namespace']));
    expect(new Set(looked.filter((namespace) => !namespace.startsWith('AWS/')))).toEqual(
      new Set([...namespaces, REPORTED.replace('{stage}', 'local')]),
    );
  });

  describe.each(SIGNALS)('$name', ({ name, metric, breaching, periods, missingBecause }) => {
    const section = sections.find(({ title }) => title === name);

    it('is described, investigated and resolved', () => {
      expect(Object.keys(section?.parts ?? {})).toEqual(['Description', 'Investigation', 'Resolution']);
      for (const part of Object.values(section?.parts ?? {})) expect(part.length).toBeGreaterThan(200);
    });

    it('is investigated by commands that name it and its metric', () => {
      const commands = [...(section?.parts['Investigation'] ?? '').matchAll(/^```sh\n(.*?)^```/gms)].join(
        '\n',
      );

      expect(commands).toContain(`artisan-$STAGE-${name}`);
      expect(commands).toContain(
        typeof metric === 'string'
          ? `--namespace "Artisan/$STAGE" --metric-name ${metric}`
          : `--namespace "${metric.namespace.replace('{stage}', '$STAGE')}" --metric-name ${metric.name}`,
      );
    });

    it('goes by a metric that is declared and published with just its dimensions, if it is ours', () => {
      const isOurs = typeof metric === 'string' || metric.namespace === OWN;
      if (!isOurs) return;
      const ours =
        typeof metric === 'string'
          ? { metric, hasDimensions: false }
          : { metric: metric.name, hasDimensions: true };
      expect(Object.values(METRICS)).toContain(ours.metric);
      expect(emissions).toContainEqual(ours);
    });

    it('can be reached, and says why missing points mean what they mean', () => {
      expect(breaching).toBeLessThanOrEqual(periods);
      expect(missingBecause).not.toBe('');
    });
  });
});

describe('the metrics', () => {
  it.each(Object.values(METRICS))('%s is published by the source', (metric) => {
    expect(emissions.map((emission) => emission.metric)).toContain(metric);
  });
});

describe('the commands of the handbook', () => {
  const text = filesIn(['docs'], 'operator-handbook.md')
    .map((file) => file.text)
    .join('');

  it('name metrics and functions that are there', () => {
    const metrics = [...text.matchAll(/--namespace "Artisan\/\$STAGE" --metric-name (\w+)/g)].map(
      ([, name]) => name,
    );
    const functions = [...text.matchAll(/(?:\/aws\/lambda\/artisan-\$STAGE-|^ *query )([\w-]+)/gm)].map(
      ([, name]) => name,
    );

    expect(metrics.length).toBeGreaterThan(0);
    expect(functions.length).toBeGreaterThan(0);
    expect(metrics.filter((name) => !Object.values<unknown>(METRICS).includes(name))).toEqual([]);
    expect(functions.filter((name) => !FUNCTION_NAMES.includes(name as never))).toEqual([]);
  });
});
