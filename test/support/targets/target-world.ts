import { createAddressRule } from '../../../lib/http/address-rule.ts';
import { createGuardedHttp } from '../../../lib/http/guarded-http.ts';
import { createResolve } from '../../../lib/http/resolve.ts';
import type { TargetHttp } from '../../../lib/http/targets/target-http.ts';
import type { Secret } from '../../../lib/shared/secrets.ts';

export const NOW = Date.UTC(2026, 10, 22, 12);

export interface TestWorld extends TargetHttp {
  /** Milliseconds of each pause that was asked for; none is waited for. */
  readonly pauses: number[];
  readonly stored: Map<string, Secret>;
}

/** Real HTTP, where loopback is allowed unless `allowed` says otherwise; a clock that moves a second a pause. */
export function aTargetWorld({ allowed = ['127.0.0.0/8'] }: { allowed?: string[] } = {}): TestWorld {
  const pauses: number[] = [];
  const stored = new Map<string, Secret>();
  for (const adapter of ['webhook', 'kubernetes'])
    for (const use of ['read', 'change'])
      stored.set(`/artisan/test/targets/api/${adapter}/${use}`, { value: `${adapter}-${use}`, version: 3 });
  return {
    http: createGuardedHttp({ isAllowed: createAddressRule(allowed), resolve: createResolve() }),
    secrets: (name) => Promise.resolve(stored.get(name)),
    secretsPrefix: '/artisan/test/targets',
    clock: { now: () => NOW + pauses.length * 1_000 },
    pause: (milliseconds) => {
      pauses.push(milliseconds);
      return Promise.resolve();
    },
    random: () => 0.5,
    pauses,
    stored,
  };
}

export async function failureOf(work: Promise<unknown>): Promise<string> {
  const failure: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  return failure instanceof Error ? `${failure.name}: ${failure.message}` : 'no failure';
}
