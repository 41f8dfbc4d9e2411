import { TargetError } from '../../../../lib/targets/errors.ts';
import type { Targets } from '../../../../lib/targets/targets.ts';

export interface Seen {
  /** Null when nothing says how it is. */
  readonly healthy: boolean | null;
  /** Whether anything is configured that could tell, and whether it has answered. */
  readonly is: 'seen' | 'unreachable' | 'not_configured';
  readonly text: string;
}

/** A target that can't be asked is an answer, not a failure: it may be why somebody looks. */
export async function look(targets: Targets, target: string): Promise<Seen> {
  try {
    const seen = await targets.check(target);
    if (!seen) {
      const text = `${target}: no check is configured in targets.yaml, so nothing says how it is`;
      return { healthy: null, is: 'not_configured', text };
    }
    return { healthy: seen.healthy, is: 'seen', text: `${target}: ${inWord(seen.healthy)}${seen.text}` };
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return { healthy: null, is: 'unreachable', text: `it can not be asked: ${error.message}` };
  }
}

/** Of a plan: what would have to be there. */
export function gapsOf({ is, text }: Seen): { readonly gaps?: string[] } {
  return is === 'seen' ? {} : { gaps: [text] };
}

function inWord(healthy: boolean | null): string {
  if (healthy === null) return '';
  return healthy ? 'well; ' : 'not well; ';
}
