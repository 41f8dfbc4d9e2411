import { startModel, type SimulatedModel } from './simulated-model.ts';

/** The simulated models of a rehearsal, by name. */
export interface Models {
  /** What the stack's parameter HealthUrls takes. */
  readonly healthUrls: Readonly<Record<string, string>>;
  /** Where they answer questions. */
  readonly urls: Readonly<Record<string, string>>;
  fail(name: string): void;
  recover(name: string): void;
  stop(): Promise<void>;
}

/** Fast enough not to hold up a rehearsal, slow enough to be measured. */
const LATENCY_MS = 5;
const WELL = { latencyMs: LATENCY_MS, fails: false };

export async function startModels(names: readonly string[]): Promise<Models> {
  const started = await Promise.all(names.map(async (name) => [name, await startModel(name, WELL)] as const));
  const models = new Map<string, SimulatedModel>(started);
  return {
    healthUrls: Object.fromEntries(started.map(([name, { healthUrl }]) => [name, healthUrl])),
    urls: Object.fromEntries(started.map(([name, { url }]) => [name, url])),
    fail: (name) => models.get(name)?.behave({ ...WELL, fails: true }),
    recover: (name) => models.get(name)?.behave(WELL),
    stop: async () => {
      await Promise.all(started.map(([, model]) => model.stop()));
    },
  };
}
