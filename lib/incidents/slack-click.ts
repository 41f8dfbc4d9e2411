import * as v from 'valibot';

/** Somebody has pressed a button of an approval's card. */
export interface Click {
  readonly decision: 'approve' | 'reject';
  readonly approvalId: string;
  readonly planHash: string;
  /** Member id of Slack. */
  readonly user: string;
}

/** Slack, "Handling user interaction: block_actions payload". */
const payload = v.object({
  type: v.literal('block_actions'),
  user: v.object({ id: v.pipe(v.string(), v.regex(/^[UW][A-Z0-9]{1,30}$/)) }),
  actions: v.tuple([
    v.object({
      action_id: v.picklist(['approve', 'reject']),
      value: v.pipe(
        v.string(),
        v.maxLength(2_000),
        v.parseJson(),
        v.object({ approval_id: v.string(), plan_hash: v.string() }),
      ),
    }),
  ]),
});

/** The click that a form holds; undefined for whatever else Slack tells of, and for what is no such form. */
export function readClick(body: Buffer): Click | undefined {
  const [text, ...more] = new URLSearchParams(body.toString('utf8')).getAll('payload');
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), payload), text);
  if (!parsed.success || more.length > 0) return undefined;
  const { user, actions } = parsed.output;
  const [{ action_id: decision, value }] = actions;
  return { decision, approvalId: value.approval_id, planHash: value.plan_hash, user: user.id };
}

/** Requests that were taken. Throws StoreUnavailableError or StoreDeniedError. */
export interface ClickMemory {
  /** False when it was taken before. */
  take(signature: string): Promise<boolean>;
}
