import { targetSecret, targetSecretsPrefix, type ChangedWithSecret } from '../contracts/target-secrets.ts';
import type { TargetUrls } from '../contracts/targets.ts';

export interface ConfiguredWays {
  readonly stage: string;
  readonly changed: ChangedWithSecret;
  /** Of webhooks: one without a URL is not configured. */
  readonly urls: TargetUrls;
}

/** Secrets without which a change that is planned well is refused when it is made. One gap a secret. */
export async function secretGaps(
  { stage, changed, urls }: ConfiguredWays,
  isThere: (name: string) => Promise<boolean>,
): Promise<readonly string[]> {
  const needed = Object.entries(changed).flatMap(([target, ways]) =>
    ways
      .filter((way) => way !== 'webhook' || Object.hasOwn(urls, target))
      .map((way) => ({
        target,
        way,
        name: targetSecret(targetSecretsPrefix(stage), [target, way, 'change']),
      })),
  );
  const found = await Promise.all(needed.map(({ name }) => isThere(name)));
  return needed.flatMap(({ target, way, name }, index) =>
    found[index] === true
      ? []
      : [`The parameter ${name} is missing: no runbook can change ${target} by ${way}`],
  );
}
