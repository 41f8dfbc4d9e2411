import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../../lib/config/load-config.ts';
import { aConfig, CONFIG_FOLDER, problemsOf } from './a-config.ts';

const EXAMPLES = readdirSync(join(CONFIG_FOLDER, 'examples'));

const CALL = {
  service: 'ecs',
  action: 'UpdateService',
  arguments: { cluster: 'production', desiredCount: '{replicas}' },
  resource: 'service/production/api',
};

const CHECK = { ...CALL, action: 'DescribeServices', values: { replicas: 'services.0.desiredCount' } };

const problemsOfApi = (api: object) => problemsOf(aConfig({ 'targets.api': api }));

const ofApi = (text: string) => `targets.yaml: targets.api${text}`;

describe('targets', () => {
  it.each(EXAMPLES)('may be as in the example %s, on every stage', (example) => {
    const folder = mkdtempSync(join(tmpdir(), 'configs-'));
    cpSync(CONFIG_FOLDER, folder, { recursive: true });
    cpSync(join(CONFIG_FOLDER, 'examples', example), join(folder, 'targets.yaml'));

    const { targets } = loadConfig({ folder, stage: 'prod' });

    expect(Object.keys(targets)).toEqual(expect.arrayContaining(['api', 'cache', 'database', 'qwen']));
    rmSync(folder, { recursive: true });
  });

  it('are served by one way each', () => {
    const problems = problemsOfApi({
      max_replicas: 12,
      webhook: { serves: ['check', 'restart', 'warm_cache'] },
      kubernetes: { url: 'https://kubernetes.example', namespace: 'production', deployment: 'api' },
      aws: { warm_cache: CALL },
    });

    expect(problems).toEqual([
      ofApi(': found check by webhook and kubernetes, allowed one way for each'),
      ofApi(': found restart by webhook and kubernetes, allowed one way for each'),
      ofApi(': found warm_cache by webhook and aws, allowed one way for each'),
    ]);
  });

  it.each([
    ['max_replicas', { webhook: { serves: ['scale'] } }],
    ['max_replicas', { kubernetes: { url: 'https://k.example', namespace: 'a', deployment: 'b' } }],
    ['bypass_rate_per_second', { webhook: { serves: ['bypass_cache'] } }],
    ['aws.check.values.replicas', { max_replicas: 5, aws: { scale: CALL } }],
  ])('need %s where something is done that has to end somewhere', (key, api) => {
    expect(problemsOfApi(api)).toEqual([
      ofApi(`.${key}: found nothing, allowed a value: what needs it is configured`),
    ]);
  });

  it('are known to be at it only by values that the check reads', () => {
    const restart = { ...CALL, arguments: {}, in_progress: { status: 'rebooting' } };

    expect(problemsOfApi({ aws: { check: CHECK, restart } })).toEqual([
      ofApi(
        '.aws.restart.in_progress.status: found a value that is not read, allowed one of values: replicas',
      ),
    ]);
    expect(problemsOfApi({ aws: { restart } })).toEqual([
      ofApi(
        '.aws.restart.in_progress.status: found a value that is not read, allowed one of values: none is read',
      ),
    ]);
  });

  it('expect only values that are read', () => {
    const problems = problemsOfApi({ aws: { check: { ...CHECK, expect: { status: 'ACTIVE' } } } });

    expect(problems).toEqual([
      ofApi('.aws.check.expect.status: found a value that is not read, allowed one of values: replicas'),
    ]);
  });

  it.each([
    ['.aws.sell', { aws: { sell: CALL } }],
    ['.aws.check.service', { aws: { check: { ...CALL, service: 'lambda' } } }],
    ['.aws.check.action', { aws: { check: { ...CALL, action: 'update-service' } } }],
    ['.aws.check.resource', { aws: { check: { ...CALL, resource: '*' } } }],
    ['.aws.check.resource', { aws: { check: { ...CALL, resource: [] } } }],
    ['.aws.check.resource', { aws: { check: { ...CALL, resource: ['db:artisan', '*'] } } }],
    ['.aws.check.arguments', { aws: { check: { ...CALL, arguments: ['a'] } } }],
    ['.aws.check.arguments', { aws: { check: { ...CALL, arguments: { a: { b: Infinity } } } } }],
    ['.aws.check.values.replicas', { aws: { check: { ...CHECK, values: { replicas: 'a..b' } } } }],
    ['.kubernetes.url', { kubernetes: { url: 'http://k.example', namespace: 'a', deployment: 'b' } }],
    [
      '.kubernetes.namespace',
      { kubernetes: { url: 'https://k.example', namespace: '../a', deployment: 'b' } },
    ],
    ['.webhook.url', { webhook: { url: 'ftp://a.example', serves: ['check'] } }],
    ['.webhook.serves', { webhook: { serves: [] } }],
    ['.webhook.serves', { webhook: { serves: ['check', 'check'] } }],
    ['.webhook.timeout', { webhook: { serves: ['check'], timeout: '11s' } }],
    ['.max_replicas', { max_replicas: 0 }],
  ])('are refused at %s when they say %j', (path, api) => {
    const problems = problemsOfApi({ max_replicas: 5, ...api });

    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]).toMatch(
      new RegExp(`^targets.yaml: targets.api${path.replaceAll('.', '\\.')}: found`),
    );
  });
});
