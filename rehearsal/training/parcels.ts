import * as v from 'valibot';
import type { HttpAnswer } from '../api-client.ts';
import { encodeModel, sha256Of } from './model-file.ts';
import type { Parcel } from './outbox.ts';
import type { ModelState, StepReport } from './ppo-model.ts';
import { ANSWERS, type Directive, type MetricsSeen } from './trainer-answers.ts';
import type { TrainerLog } from './trainer-log.ts';
import type { Transport } from './transport.ts';

export interface Sender {
  readonly transport: Transport;
  readonly runId: string;
  readonly log: TrainerLog;
  readonly onDirective: (directive: Directive) => void;
  readonly onMetrics: (seen: MetricsSeen) => void;
}

/** A batch of metrics. Sent twice it counts once, so it is sent until it is answered. */
export function metricsParcel(sender: Sender, attempt: number, steps: readonly StepReport[]): Parcel {
  return {
    send: async () => {
      const path = `/v1/runs/${sender.runId}/metrics`;
      const answer = await sender.transport.post(path, { attempt, steps });
      if (answer.status !== 200) return isOver(sender, path, answer);
      const seen = v.parse(ANSWERS.metrics, answer.body);
      sender.log.reported += steps.length;
      sender.log.findings.push(...seen.findings);
      sender.onMetrics(seen);
      sender.onDirective(seen.directive);
      return true;
    },
  };
}

/** A checkpoint: asked for, uploaded, committed. Each of them can be repeated with the same content. */
export function checkpointParcel(
  sender: Sender,
  {
    attempt,
    model,
    steps,
  }: { readonly attempt: number; readonly model: ModelState; readonly steps: readonly StepReport[] },
): Parcel {
  const bytes = encodeModel(model);
  const step = model.trained - 1;
  const path = `/v1/runs/${sender.runId}/checkpoints`;
  const wanted = {
    attempt,
    step,
    size_bytes: bytes.length,
    sha256: sha256Of(bytes),
    metrics: meansOf(steps),
  };
  return {
    send: async () => {
      const created = await sender.transport.post(path, wanted);
      if (created.status !== 201 && created.status !== 200) return isOver(sender, path, created);
      const { upload } = v.parse(ANSWERS.upload, created.body);
      const stored = await sender.transport.transfer({ ...upload, body: bytes });
      if (stored.status !== 200) return false;
      const commit = await sender.transport.post(`${path}/${step}/commit`, { attempt });
      if (commit.status !== 200)
        return commit.status !== 202 && isOver(sender, `${path}/${step}/commit`, commit);
      sender.log.committed.push(step);
      return true;
    },
  };
}

/** Whether nothing comes of sending it again: 4xx, but for 408 and 429. What an ended attempt sends is refused rightly. */
function isOver({ log, onDirective }: Sender, path: string, { status, body }: HttpAnswer): boolean {
  if (status >= 500 || status === 429 || status === 408) return false;
  const refused = v.safeParse(ANSWERS.refused, body);
  if (refused.success) onDirective(refused.output.directive);
  const isOlder = refused.success && refused.output.code === 'older_attempt';
  if (!isOlder) log.refused.push(`${path}: ${status} ${JSON.stringify(body).slice(0, 300)}`);
  return true;
}

function meansOf(steps: readonly StepReport[]) {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const episodes = steps.flatMap(({ episode_reward: reward }) => (reward === undefined ? [] : [reward]));
  return {
    reward: mean(steps.map(({ reward }) => reward)),
    loss: mean(steps.map(({ loss }) => loss)),
    kl: mean(steps.map(({ kl }) => kl)),
    ...(episodes.length > 0 && { episode_reward: mean(episodes) }),
  };
}
