import fc from 'fast-check';
import { DynamoDbIncidentStore } from '../../../lib/aws/dynamodb-incident-store.ts';
import { TIMELINE_KINDS, type TimelineLine } from '../../../lib/contracts/incident-item.ts';
import type { IncidentStore, LineBound } from '../../../lib/incidents/ports.ts';
import { derivedUlid } from '../../../lib/shared/derived-id.ts';
import { aControlTable } from '../../support/dynamodb/control-table.ts';
import { onEveryEngine } from '../../support/dynamodb/on-every-engine.ts';
import { aLine, anIncident, OPENED_AT } from '../../support/incidents/builders.ts';
import { InMemoryIncidentStore } from '../../support/incidents/in-memory-incident-store.ts';
import { aTransactor } from '../../support/outcomes/transactor.ts';

const BOUND: LineBound = { most: 3, more: 'more', now: OPENED_AT };

/** Few times and few kinds, so that the same event comes again, in any order. */
const event = fc.record({
  at: fc.integer({ min: 0, max: 9 }).map((offset) => OPENED_AT + offset),
  kind: fc.constantFrom(
    ...TIMELINE_KINDS.filter((kind) => ['trigger', 'blocked', 'step', 'note'].includes(kind)),
  ),
  name: fc.constantFrom('a', 'b'),
});
/** Waves of events; those of one wave come at once. */
const deliveries = fc.array(fc.array(event, { maxLength: 6 }), { maxLength: 8 });

const isBounded = (line: TimelineLine): line is TimelineLine & { kind: 'trigger' | 'blocked' } =>
  line.kind === 'trigger' || line.kind === 'blocked';

function timelineProperties(storeOf: () => IncidentStore | Promise<IncidentStore>, numRuns: number): void {
  it('holds each event once, in the order of events, and counts what it does not hold', async () => {
    const store = await storeOf();
    let incidents = 0;
    await fc.assert(
      fc.asyncProperty(deliveries, async (waves) => {
        const incident = anIncident({ ulid: derivedUlid(OPENED_AT, String((incidents += 1))) });
        const id = incident.incident_id;
        await store.open(incident, []);
        const events = new Map<string, TimelineLine>();
        let added = 0;
        for (const wave of waves) {
          const results = await Promise.all(
            wave.map(({ at, kind, name }) => {
              const line = aLine({ at, kind, text: name });
              events.set(line.id, line);
              return isBounded(line) ? store.appendBounded(id, line, BOUND) : store.append(id, line);
            }),
          );
          added += results.filter(Boolean).length;
        }

        const { items } = await store.timeline(id, { limit: 200 });
        const standing = await store.read(id);
        const happened = [...events.values()];
        const countOf = (kind: TimelineLine['kind']) => happened.filter((line) => line.kind === kind).length;
        const listedOf = (kind: TimelineLine['kind']) => items.filter((line) => line.kind === kind).length;
        expect(added).toBe(happened.length);
        expect(items.map((line) => line.id)).toEqual(
          items
            .map((line) => line.id)
            .toSorted()
            .toReversed(),
        );
        for (const kind of ['step', 'note'] as const) expect(listedOf(kind)).toBe(countOf(kind));
        for (const kind of ['trigger', 'blocked'] as const) {
          expect(standing?.[`${kind}_count`] ?? 0).toBe(countOf(kind));
          expect(listedOf(kind)).toBe(Math.min(countOf(kind), BOUND.most + 1));
        }
        for (const line of items) expect({ ...events.get(line.id), text: line.text }).toEqual(line);
      }),
      { numRuns },
    );
  });
}

describe('timelines in memory', () => {
  timelineProperties(() => new InMemoryIncidentStore(), 200);
});

onEveryEngine('timelines on DynamoDB', (client) => {
  timelineProperties(
    async () => new DynamoDbIncidentStore(aTransactor(client()), await aControlTable(client())),
    15,
  );
});
