import type { Mode } from '../contracts/mode.ts';
import type { SelectionRequest } from '../contracts/selections.ts';
import type { TrafficConfig } from '../contracts/traffic-config.ts';
import type { IdSource } from '../shared/ids.ts';
import type { RandomSource } from '../shared/random.ts';
import { StoreError } from '../shared/store-errors.ts';
import { effectiveMode } from './downshifts.ts';
import { drawMode } from './draw.ts';
import { isLive, type Pin, type PinRule } from './pin.ts';
import type { RotationCounter, SessionStore } from './ports.ts';
import type { Situation } from './restraints.ts';
import { modeAtTurn } from './rotation.ts';
import type { Assignment } from './selection.ts';
import { sessionPoint } from './session-hash.ts';
import type { TrafficSettings } from './settings.ts';

export interface Assigner {
  readonly config: TrafficConfig;
  readonly sessions: SessionStore;
  readonly rotation: RotationCounter;
  readonly random: RandomSource;
  readonly ids: IdSource;
  /** Told of each store failure that an answer went around. */
  readonly onStoreError: (error: StoreError) => void;
}

/**
 * Starts reading the session at once, and gives the rest, which needs the settings. A live pin wins; else a mode
 * is chosen and claimed, and whoever claimed first wins. A session table out of reach is answered by the hash of
 * the session id, alike on every container.
 */
export function assign(
  deps: Assigner,
  request: SelectionRequest,
): (situation: Situation) => Promise<Assignment> {
  const { session_id: sessionId } = request;
  if (sessionId === undefined || !deps.config.sticky_session)
    return (situation) => choose(deps, request, situation);
  const found = deps.sessions.find(sessionId);
  // Awaited below; a failure before that must not end the process as an unhandled rejection.
  found.catch(() => undefined);
  return async (situation) => {
    try {
      const pin = await found;
      const rule = ruleAt(situation);
      if (pin && isLive(pin, rule)) return stickTo(pin);
      return await claim({ deps, sessionId, rule }, request, situation);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      deps.onStoreError(error);
      return { mode: drawMode(situation.settings.weights, sessionPoint(sessionId)), origin: 'hash' };
    }
  };
}

interface Claim {
  readonly deps: Assigner;
  readonly sessionId: string;
  readonly rule: PinRule;
}

async function claim(
  { deps, sessionId, rule }: Claim,
  request: SelectionRequest,
  situation: Situation,
): Promise<Assignment> {
  const chosen = await choose(deps, request, situation);
  const pin: Pin = {
    mode: chosen.mode,
    weightsVersion: situation.settings.weightsVersion,
    expiresAtSeconds: rule.nowSeconds + deps.config.sticky_ttl_seconds,
    assignmentId: deps.ids(),
  };
  const standing = await deps.sessions.claim(sessionId, pin, rule);
  if (standing.assignmentId !== pin.assignmentId) return stickTo(standing);
  return { ...chosen, expiresAtSeconds: pin.expiresAtSeconds };
}

async function choose(deps: Assigner, request: SelectionRequest, situation: Situation): Promise<Assignment> {
  const { settings } = situation;
  const { preferred_mode: preferred } = request;
  if (deps.config.strategy === 'user_preference' && preferred !== undefined) {
    if (await isOnOffer(preferred, deps.config, situation)) return { mode: preferred, origin: 'preferred' };
  }
  const mode = deps.config.strategy === 'round_robin' ? await nextInTurn(deps, settings) : undefined;
  return { mode: mode ?? drawMode(settings.weights, deps.random()), origin: 'assigned' };
}

/** A preference is for a mode that exists, that nobody has turned down, and whose models may be asked. */
async function isOnOffer(
  mode: Mode,
  { mode_models }: TrafficConfig,
  { settings, now, gate }: Situation,
): Promise<boolean> {
  if (!Object.hasOwn(settings.weights, mode)) return false;
  if (effectiveMode(mode, settings.downshifts, now) !== mode) return false;
  return gate.admits(mode_models[mode] ?? []);
}

/** Undefined when the counter is out of reach: a draw keeps the split, only the interleaving is lost. */
async function nextInTurn(deps: Assigner, { weights }: TrafficSettings): Promise<Mode | undefined> {
  try {
    return modeAtTurn(weights, await deps.rotation.next());
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    deps.onStoreError(error);
    return undefined;
  }
}

const stickTo = ({ mode, expiresAtSeconds }: Pin): Assignment => ({
  mode,
  origin: 'sticky',
  expiresAtSeconds,
});

function ruleAt({ settings, now }: Situation): PinRule {
  return {
    nowSeconds: Math.floor(now / 1_000),
    modes: Object.keys(settings.weights),
    minimumVersion: settings.minimumVersion,
  };
}
