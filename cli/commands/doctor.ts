import { ApiProblemError } from '../../clients/typescript/index.ts';
import type { Command } from '../command.ts';
import { CredentialError, EXIT } from '../exit.ts';
import { MOST_SKEW_MS } from '../skew.ts';
import { colored, print, table } from '../print.ts';
import type { World } from '../world.ts';

interface Finding {
  readonly what: string;
  readonly ok: boolean;
  /** Who is no trainer needs no keys. */
  readonly skipped?: true;
  /** Of a token or key that is missing or not taken. */
  readonly isRefused?: true;
  readonly detail: string;
}

export const doctor: readonly Command[] = [
  {
    name: 'doctor',
    summary: 'is this machine ready, does the stage answer, who am I to it',
    run: async (world) => {
      const findings = await Promise.all([node(), reach(world), signIn(world), service(world)]);
      const rows = findings.map(({ ok, skipped, what, detail }) => [
        skipped ? '-' : ok ? 'ok' : 'no',
        what,
        detail,
      ]);
      print(world, { profile: world.profile.name, url: world.profile.url, findings }, () =>
        table(['', 'WHAT', `${world.profile.name} ${world.profile.url}`], rows).replace(/^no/gm, (word) =>
          colored(world, 'bad', word),
        ),
      );
      const bad = findings.filter(({ ok }) => !ok);
      if (bad.some(({ isRefused }) => isRefused)) return EXIT.auth;
      return bad.length === 0 ? undefined : EXIT.failed;
    },
  },
];

function node(): Promise<Finding> {
  return Promise.resolve({ what: 'Node', ok: true, detail: process.versions.node });
}

function reach({ api, signal }: World): Promise<Finding> {
  return found('the API', async () => {
    const asked = Date.now();
    const { data, headers } = await api.get('/version', { signal });
    const skewMs = Math.abs(Date.parse(headers.get('date') ?? '') - asked);
    const skew = skewMs > MOST_SKEW_MS ? `; the clocks are ${Math.round(skewMs / 60_000)} min apart` : '';
    if (skew !== '') throw new Error(`answers${skew}`);
    return `stage ${data.stage}, version ${data.version}`;
  });
}

function signIn({ api, signal, whoAmI, whyRefused }: World): Promise<Finding> {
  return found('your token', async () => {
    try {
      await api.get('/v1/traffic', { signal });
    } catch (error) {
      if (!(error instanceof ApiProblemError) || error.status !== 401) throw error;
      throw new CredentialError(await whyRefused(), { cause: error });
    }
    return whoAmI();
  });
}

/** Asks for the schedule of a run that can't be: being told so takes a signature that holds. */
async function service({ service: api, signal }: World): Promise<Finding> {
  const finding = await found('AWS credentials', async () => {
    const path = { run: '-doctor-' };
    try {
      await api.get('/v1/runs/{run}/schedule', { path, signal });
    } catch (error) {
      if (!(error instanceof ApiProblemError) || error.status !== 404) throw error;
    }
    return 'may call as a trainer';
  });
  if (finding.ok || finding.isRefused !== true) return finding;
  return { ...finding, ok: true, skipped: true, detail: `not as a trainer: ${finding.detail}` };
}

function isRefusal(error: unknown): boolean {
  return (
    error instanceof CredentialError ||
    (error instanceof ApiProblemError && [401, 403].includes(error.status))
  );
}

async function found(what: string, look: () => Promise<string>): Promise<Finding> {
  try {
    return { what, ok: true, detail: await look() };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { what, ok: false, detail, ...(isRefusal(error) && { isRefused: true }) };
  }
}
