import fc from 'fast-check';
import { CALM_STEPS, goBack, lease, pin, report, restore, tidy, type Way } from './events.ts';
import type { Model, Open, Reported } from './model.ts';
import { askEveryReader, type History } from './readers.ts';
import { begin, commit, modelBytes, send } from './uploads.ts';

type Command = fc.AsyncCommand<Model, History>;

/** How often each thing happened, for the test to see that it does try what it is meant to. */
export type Tally = Map<string, number>;

const MINUTE_MS = 60_000;

const figure = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 8, max: 22 }) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Infinity, -Infinity, 50, 51, -3) },
);
/** Sums of these are exact, and so are not a question of rounding. */
const kl = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: -4, max: 4 }).map((n) => n / 128) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Infinity) },
);
const figures = fc.record(
  { reward: figure, loss: figure, kl, episodeReward: figure },
  { requiredKeys: ['reward', 'loss', 'kl'] },
);
const rows: fc.Arbitrary<readonly Reported[]> = fc.array(
  fc.record({ reward: fc.integer({ min: 8, max: 22 }), loss: fc.constant(1), kl }),
  { minLength: 1, maxLength: 6 },
);
/** Few enough to prune, more often than not. */
export const limits = fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 20 }));
/** Odd enough to be found as a spike whatever came before. */
const spike = fc.constant([
  ...Array<Reported>(CALM_STEPS).fill({ reward: 12, loss: 1, kl: 0 }),
  ...Array<Reported>(4).fill({ reward: 12, loss: 99, kl: 0 }),
]);
const way: fc.Arbitrary<Way> = fc.oneof(
  fc.record({ kind: fc.constant('previous' as const), back: fc.nat(4) }),
  fc.constant({ kind: 'best' as const }),
  fc.constant({ kind: 'stable' as const }),
  fc.record({ kind: fc.constant('step' as const), nth: fc.nat(30) }),
);
const upload = fc.record({
  further: fc.constantFrom(0, 0, 1, 250, 500),
  tag: fc.nat(3),
  pieces: fc.oneof({ weight: 6, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.constant(2) }),
  figures,
});
const sent = fc.constantFrom<Open['sent']>('nothing', 'half', 'other bytes', 'all', 'all', 'all');

type Upload = typeof upload extends fc.Arbitrary<infer Value> ? Value : never;

async function beginNext(
  model: Model,
  history: History,
  { further, tag, pieces, figures }: Upload,
  attempt: number,
) {
  const step = model.step + further;
  const outcome = await begin(model, history, {
    attempt,
    step,
    figures,
    pieces,
    bytes: modelBytes(tag, pieces, history),
  });
  if (attempt === model.attempt) model.step = step;
  return outcome;
}

/** A trainer's whole save. */
async function save(model: Model, history: History, wanted: Upload): Promise<string> {
  const begun = await beginNext(model, history, wanted, model.attempt);
  const open = model.findOpen(model);
  if (open) await send(history, open, 'all');
  const committed = await commit(model, history, { attempt: model.attempt, step: model.step });
  return begun === 'CheckpointConflictError' ? begun : committed;
}

/**
 * Of one that was pruned, at the same step. Only while nothing is reported, for means since a checkpoint that was saved
 * out of order are nobody's means.
 */
async function saveAnew(model: Model, history: History, nth: number, wanted: Upload): Promise<string> {
  const dead = model.dead.filter(({ attempt }) => attempt === model.attempt);
  const id = dead.at(nth % Math.max(dead.length, 1));
  if (!id || model.reports.length > 0) return 'nothing to save anew';
  const { tag, pieces, figures } = wanted;
  const begun = await begin(model, history, {
    ...id,
    figures,
    pieces,
    bytes: modelBytes(tag, pieces, history),
  });
  const open = model.findOpen(id);
  if (open) await send(history, open, 'all');
  const committed = await commit(model, history, id);
  return begun === 'CheckpointConflictError' ? begun : `${committed} anew`;
}

const nthOpen = (model: Model, nth: number) => model.open.at(nth % Math.max(model.open.length, 1));

/** @param tally is told of everything that comes about */
export function commandsInto(tally: Tally): fc.Arbitrary<Command>[] {
  const told = (name: string, act: (model: Model, history: History) => Promise<string>): Command => ({
    check: () => true,
    toString: () => name,
    run: async (model, history) => {
      const outcome = await act(model, history);
      tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
      await askEveryReader(model, history);
    },
  });
  const [saves, some] = [savesOf(told), [...uploadsOf(told), ...peopleOf(told), ...changesOf(told)]];
  return [...Array<fc.Arbitrary<Command>>(8).fill(saves), ...trainingOf(told), ...some, ...some];
}

type Told = (name: string, act: (model: Model, history: History) => Promise<string>) => Command;

const say = fc.stringify;

/** Some, one after another: there has to be something that the other commands can be about. */
const savesOf = (told: Told): fc.Arbitrary<Command> =>
  fc.array(upload, { minLength: 1, maxLength: 4 }).map((some) =>
    told(`save ${say(some)}`, async (model, history) => {
      let outcome = '';
      for (const one of some) {
        if (outcome !== '') await askEveryReader(model, history);
        outcome = await save(model, history, one);
      }
      return outcome;
    }),
  );

function uploadsOf(told: Told): readonly fc.Arbitrary<Command>[] {
  return [
    upload.map((one) =>
      told(`begin ${say(one)}`, (model, history) => beginNext(model, history, one, model.attempt)),
    ),
    upload.map((one) =>
      told(`begin late ${say(one)}`, (model, history) => beginNext(model, history, one, model.attempt - 1)),
    ),
    fc
      .record({ nth: fc.nat(9), one: upload })
      .map(({ nth, one }) =>
        told(`save the ${nth}. dead anew ${say(one)}`, (model, history) =>
          saveAnew(model, history, nth, one),
        ),
      ),
    fc.nat(9).map((nth) =>
      told(`begin ${nth} again`, (model, history) => {
        const open = nthOpen(model, nth);
        return open ? begin(model, history, open) : Promise.resolve('nothing is open');
      }),
    ),
    fc.record({ nth: fc.nat(9), sent }).map(({ nth, sent }) =>
      told(`send ${sent} and commit ${nth}`, async (model, history) => {
        const open = nthOpen(model, nth);
        if (!open) return 'nothing is open';
        await send(history, open, sent);
        return commit(model, history, open);
      }),
    ),
    fc.nat(30).map((nth) =>
      told(`commit again ${nth}`, async (model, history) => {
        const never = { attempt: model.attempt, step: model.step + 3 };
        const ids = [...model.alive, ...model.dead, never].filter(({ attempt }) => attempt === model.attempt);
        return commit(model, history, ids.at(nth % ids.length) ?? never);
      }),
    ),
  ];
}

function trainingOf(told: Told): readonly fc.Arbitrary<Command>[] {
  return [
    rows.map((some) => told(`metrics ${say(some)}`, (model, history) => report(model, history, some))),
    spike.map((some) => told('a spike', (model, history) => report(model, history, some))),
  ];
}

function peopleOf(told: Told): readonly fc.Arbitrary<Command>[] {
  const effectId = fc.option(fc.constantFrom('effect1', 'effect2'), { nil: undefined });
  const backs = fc
    .record({ way, effectId })
    .map(({ way, effectId }) =>
      told(`back to ${say(way)} as ${String(effectId)}`, (model, history) =>
        goBack(model, history, way, effectId),
      ),
    );
  const leases = fc
    .record({ way, minutes: fc.constantFrom(1, 60) })
    .map(({ way, minutes }) =>
      told(`lease ${say(way)} for ${minutes} minutes`, (model, history) =>
        lease(model, history, way, minutes * MINUTE_MS),
      ),
    );
  const pins = fc
    .record({ nth: fc.nat(40), by: fc.constantFrom('ada', 'ada', undefined) })
    .map(({ nth, by }) =>
      told(`${by === undefined ? 'unpin' : 'pin'} ${nth}`, (model, history) => pin(model, history, nth, by)),
    );
  return [backs, backs, leases, leases, pins, pins];
}

function changesOf(told: Told): readonly fc.Arbitrary<Command>[] {
  return [
    fc.constantFrom(1, 16, 61, 23 * 60 + 30, 25 * 60).map((minutes) =>
      told(`${minutes} minutes pass`, async (model, { system }) => {
        await system.clock.advance(minutes * MINUTE_MS);
        model.time += minutes * MINUTE_MS;
        return 'time passes';
      }),
    ),
    limits.map((limit) =>
      told(`keep ${limit}`, (model) => {
        model.limit = limit;
        return Promise.resolve('another limit');
      }),
    ),
    fc.constant(told('sweep', tidy)),
    fc.constant(told('rebuild', restore)),
  ];
}
