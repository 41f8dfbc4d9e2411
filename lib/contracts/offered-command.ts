import * as v from 'valibot';

/** A request that a console or the CLI can send as it is, on behalf of the person who chose it. */
export const offeredCommand = v.object({
  /** What it does, in a few words. */
  title: v.string(),
  method: v.picklist(['POST', 'PUT', 'DELETE']),
  path: v.string(),
  headers: v.exactOptional(v.record(v.string(), v.string())),
  body: v.exactOptional(v.record(v.string(), v.unknown())),
});

export type OfferedCommand = v.InferOutput<typeof offeredCommand>;

/** What somebody has to decide, because no runbook did. */
export type Trouble =
  | { readonly kind: 'run_left_paused'; readonly run_id: string }
  | { readonly kind: 'mode_downshifted'; readonly mode: string; readonly to: string }
  | { readonly kind: 'breaker_forced'; readonly model: string }
  | {
      readonly kind: 'cut_off';
      readonly runbook: string;
      readonly input: Readonly<Record<string, unknown>>;
      /** Names of the steps that it would have taken back. */
      readonly steps: readonly string[];
    }
  | {
      readonly kind: 'execution_failed';
      readonly runbook: string;
      readonly input: Readonly<Record<string, unknown>>;
    };

/** What a person can do about it. The reasons are theirs to change before they send it. */
export function commandsFor(trouble: Trouble, incidentId: string): readonly OfferedCommand[] {
  const reason = `Decided in ${incidentId}`;
  switch (trouble.kind) {
    case 'run_left_paused':
      return (['resume', 'stop'] as const).map((action) => ({
        title: `${action === 'resume' ? 'Resume' : 'Stop'} the run ${trouble.run_id}`,
        method: 'POST',
        path: `/v1/runs/${encodeURIComponent(trouble.run_id)}/directives`,
        body: { action, reason },
      }));
    case 'mode_downshifted':
      return [
        {
          title: `Restore the mode ${trouble.mode}`,
          method: 'DELETE',
          path: `/v1/traffic/downshifts/${encodeURIComponent(trouble.mode)}`,
          headers: ANY_VERSION,
        },
      ];
    case 'breaker_forced':
      return [
        {
          title: `Let the breaker of ${trouble.model} decide by itself`,
          method: 'PUT',
          path: `/v1/breakers/${encodeURIComponent(trouble.model)}`,
          headers: ANY_VERSION,
          body: { state: 'auto', reason },
        },
      ];
    case 'cut_off':
    case 'execution_failed':
      return [
        {
          title: `Start ${trouble.runbook} again`,
          method: 'POST',
          path: `/v1/runbooks/${encodeURIComponent(trouble.runbook)}/executions`,
          body: { mode: 'live', input: trouble.input, reason },
        },
      ];
  }
}

/** It is offered for the trouble, whatever else has changed since. */
const ANY_VERSION = { 'if-match': '*' };
