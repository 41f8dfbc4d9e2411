import { activeDownshifts, type Downshifts } from './downshifts.ts';
import { StalePreconditionError } from '../shared/precondition-errors.ts';
import { fingerprint, sameWeights, type Weights } from './weights.ts';

/** What operators change while the service runs. Grows by one revision with each change. */
export interface TrafficSettings {
  readonly revision: number;
  readonly weights: Weights;
  /** Grows with each change of the weights; stands in every selection. */
  readonly weightsVersion: number;
  /** Pins made under an older weights version count as none (rebalance). */
  readonly minimumVersion: number;
  /** Fingerprint of the configured weights that `weights` were set over. */
  readonly configured: string;
  readonly downshifts: Downshifts;
  /** Ids of the newest orders of runbooks, whatever has become of them since. */
  readonly effects?: readonly string[];
}

export interface Precondition {
  /** Whether the caller read what this ETag names (If-Match). */
  readonly matches: (etag: string) => boolean;
  readonly now: number;
}

function initialSettings(configured: Weights): TrafficSettings {
  return {
    revision: 0,
    weights: configured,
    weightsVersion: 1,
    minimumVersion: 0,
    configured: fingerprint(configured),
    downshifts: {},
  };
}

/**
 * What holds now. Weights set by an operator stand over the configured ones until a deployment changes the
 * configured ones: then these take over, as a version of their own.
 */
export function settingsInForce(stored: TrafficSettings | undefined, configured: Weights): TrafficSettings {
  if (!stored) return initialSettings(configured);
  const current = fingerprint(configured);
  const downshifts = Object.fromEntries(
    Object.entries(stored.downshifts).filter(
      ([from, { to }]) => Object.hasOwn(configured, from) && Object.hasOwn(configured, to),
    ),
  );
  if (stored.configured === current)
    return { ...stored, downshifts, weights: inOrderOf(configured, stored.weights) };
  return {
    ...stored,
    downshifts,
    weights: configured,
    weightsVersion: stored.weightsVersion + 1,
    configured: current,
  };
}

/** A table gives the keys back in any order, and the draw has to be alike on every container. */
function inOrderOf(configured: Weights, weights: Weights): Weights {
  return Object.fromEntries(Object.keys(configured).map((mode) => [mode, weights[mode] ?? 0]));
}

/**
 * Strong: differs whenever weights, their version or the downshifts in force do. A flag that ends by itself makes no
 * revision, so those that stand are counted too: within a revision they only become fewer. Breakers never change it.
 */
export function etagOf({ revision, configured, downshifts }: TrafficSettings, now: number): string {
  return `"${revision}-${configured}-${Object.keys(activeDownshifts(downshifts, now)).length}"`;
}

/** Names one set of weights in a metric dimension, so that samples of two sets are never compared as one. */
export function weightsLabel(settings: TrafficSettings): string {
  return `${settings.weightsVersion}-${fingerprint(settings.weights)}`;
}

/** The same weights again change nothing, unless pins are to be retired. */
export function changeWeights(
  settings: TrafficSettings,
  weights: Weights,
  { rebalance }: { readonly rebalance: boolean },
): TrafficSettings {
  if (sameWeights(settings.weights, weights) && !rebalance) return settings;
  const weightsVersion = settings.weightsVersion + 1;
  const minimumVersion = rebalance ? weightsVersion : settings.minimumVersion;
  return { ...settings, weights, weightsVersion, minimumVersion };
}

/**
 * Checks the caller's precondition and counts the revision up; flags whose end has passed are dropped. An edit that
 * returns what it was given changes nothing, and neither does this.
 */
export function nextRevision(
  settings: TrafficSettings,
  { matches, now }: Precondition,
  edit: (current: TrafficSettings) => TrafficSettings,
): TrafficSettings {
  if (!matches(etagOf(settings, now))) throw new StalePreconditionError('traffic settings');
  const current = { ...settings, downshifts: activeDownshifts(settings.downshifts, now) };
  const edited = edit(current);
  return edited === current ? settings : { ...edited, revision: settings.revision + 1 };
}
