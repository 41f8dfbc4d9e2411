import { TargetDeniedError, TargetError, TargetRefusedError } from '../../../../lib/targets/errors.ts';
import type { Targets } from '../../../../lib/targets/targets.ts';

export interface Seen {
  /** Null when nothing says how it is. */
  readonly healthy: boolean | null;
  /** Whether anything is configured that could tell, and whether it has answered. `refused`: it is we who ask wrongly. */
  readonly is: 'seen' | 'unreachable' | 'refused' | 'not_configured';
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
    const text = `it can not be asked: ${error.message}`;
    return { healthy: null, is: isOurs(error) ? 'refused' : 'unreachable', text };
  }
}

/** A key that is missing or a wrong address says nothing of the target, which may be as well as can be. */
function isOurs(error: TargetError): boolean {
  return error instanceof TargetDeniedError || error instanceof TargetRefusedError;
}

/** Of a plan: what would have to be there. */
export function gapsOf({ is, text }: Seen): { readonly gaps?: string[] } {
  return is === 'seen' ? {} : { gaps: [text] };
}

function inWord(healthy: boolean | null): string {
  if (healthy === null) return '';
  return healthy ? 'well; ' : 'not well; ';
}
