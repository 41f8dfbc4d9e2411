import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../until.ts';

export interface Alert {
  readonly labels: Readonly<Record<string, string>>;
  readonly state: string;
}

export interface RunningPrometheus {
  /** Those that are pending or firing. */
  alerts(): Promise<readonly Alert[]>;
  /** Values of an expression, by its labels as JSON. */
  query(expr: string): Promise<ReadonlyMap<string, number>>;
  stop(): Promise<void>;
}

interface Scraped {
  /** `127.0.0.1:port` */
  readonly target: string;
  readonly token: string;
  /** Absolute path of a file of rules. */
  readonly rules: string;
}

/** A real Prometheus that scrapes GET /metrics each second, in a folder of its own. */
export async function startPrometheus({ target, token, rules }: Scraped): Promise<RunningPrometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'artisan-prometheus-'));
  const config = join(folder, 'prometheus.yml');
  writeFileSync(config, JSON.stringify(configOf({ target, token, rules })));
  const port = await freePort();
  const child = spawn(
    'prometheus',
    [`--config.file=${config}`, `--storage.tsdb.path=${folder}`, `--web.listen-address=127.0.0.1:${port}`],
    { stdio: 'ignore' },
  );
  const ended = new Promise<unknown>((resolve) => child.once('close', resolve));
  const url = `http://127.0.0.1:${port}`;
  const get = async (path: string): Promise<unknown> => (await fetch(`${url}${path}`)).json();
  await until(async () => {
    if (child.exitCode !== null) throw new Error(`prometheus ended with ${child.exitCode}`);
    return (await fetch(`${url}/-/ready`).catch(() => undefined))?.ok === true;
  });
  return {
    alerts: async () => ((await get('/api/v1/alerts')) as { data: { alerts: Alert[] } }).data.alerts,
    query: async (expr) => {
      const answer = (await get(`/api/v1/query?query=${encodeURIComponent(expr)}`)) as {
        data: { result: { metric: object; value: [number, string] }[] };
      };
      return new Map(
        answer.data.result.map(({ metric, value }) => [JSON.stringify(metric), Number(value[1])]),
      );
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** JSON is YAML. */
function configOf({ target, token, rules }: Scraped) {
  return {
    global: { scrape_interval: '1s', evaluation_interval: '1s' },
    rule_files: [rules],
    scrape_configs: [
      {
        job_name: 'artisan',
        metrics_path: '/metrics',
        authorization: { credentials: token },
        static_configs: [{ targets: [target] }],
      },
    ],
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
