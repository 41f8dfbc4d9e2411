import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Trace } from '../approvals/ports.ts';
import type { ApprovalItem } from '../contracts/approval-item.ts';
import type { TimelineLine } from '../contracts/incident-item.ts';
import { APPROVAL_KEYS } from '../contracts/runbook-keys.ts';
import { approvalToItem, auditToItem } from './approval-items.ts';
import { timelinePuts } from './incident-items.ts';

type Writes = TransactWriteItem[];

const IS_NEW = 'attribute_not_exists(pk)';
const STATUS = { '#status': 'status' };

/** What each change of an approval writes, all of it or nothing. */
export class ApprovalWrites {
  readonly #table: string;

  constructor(table: string) {
    this.#table = table;
  }

  create(approval: ApprovalItem, token: string, trace: Trace): Writes {
    const { approval_id } = approval;
    const record = approvalToItem(APPROVAL_KEYS.record(approval_id), approval);
    return [
      { Put: { TableName: this.#table, Item: record, ConditionExpression: IS_NEW } },
      this.#listed(approval),
      this.#opened(approval),
      this.#withToken(approval_id, token),
      ...this.#traced(approval, trace),
    ];
  }

  addToken({ approval_id }: ApprovalItem, token: string): Writes {
    return [
      {
        ConditionCheck: {
          TableName: this.#table,
          Key: marshall(APPROVAL_KEYS.record(approval_id)),
          ConditionExpression: '#status = :pending',
          ExpressionAttributeNames: STATUS,
          ExpressionAttributeValues: marshall({ ':pending': 'pending' }),
        },
      },
      this.#withToken(approval_id, token),
    ];
  }

  tellAgain(settled: ApprovalItem, token: string): Writes {
    const { approval_id } = settled;
    return [
      {
        Update: {
          TableName: this.#table,
          Key: marshall(APPROVAL_KEYS.record(approval_id)),
          UpdateExpression: 'SET callback = :due',
          ConditionExpression: '#status <> :pending',
          ExpressionAttributeNames: STATUS,
          ExpressionAttributeValues: marshall({ ':due': 'due', ':pending': 'pending' }),
        },
      },
      this.#opened(settled),
      this.#withToken(approval_id, token),
    ];
  }

  /** The plan is part of the condition: nothing else than what was read is decided on. */
  settle(settled: ApprovalItem, trace: Trace): Writes {
    const { approval_id, plan_hash, callback } = settled;
    return [
      {
        Put: {
          TableName: this.#table,
          Item: approvalToItem(APPROVAL_KEYS.record(approval_id), settled),
          ConditionExpression: '#status = :pending AND plan_hash = :plan',
          ExpressionAttributeNames: STATUS,
          ExpressionAttributeValues: marshall({ ':pending': 'pending', ':plan': plan_hash }),
        },
      },
      this.#listed(settled),
      ...this.#traced(settled, trace),
      ...(callback === 'none'
        ? [
            this.#deleted(APPROVAL_KEYS.openLine(approval_id)),
            this.#deleted(APPROVAL_KEYS.token(approval_id)),
          ]
        : []),
    ];
  }

  warn({ approval_id, incident_id }: ApprovalItem, at: number, line: TimelineLine): Writes {
    return [
      {
        Update: {
          TableName: this.#table,
          Key: marshall(APPROVAL_KEYS.record(approval_id)),
          UpdateExpression: 'SET warned_at = :at',
          ConditionExpression: '#status = :pending AND attribute_not_exists(warned_at)',
          ExpressionAttributeNames: STATUS,
          ExpressionAttributeValues: marshall({ ':at': at, ':pending': 'pending' }),
        },
      },
      ...(incident_id === undefined ? [] : timelinePuts(this.#table, incident_id, line)),
    ];
  }

  /** The tokens are those that were told, no more and no others: they are worth nothing now, so they go. */
  told(id: string, tokens: readonly string[]): Writes {
    const each = tokens.map((_, index) => ` AND contains(tokens, :t${index})`).join('');
    const values = Object.fromEntries(tokens.map((token, index) => [`:t${index}`, token]));
    const tokenKey = marshall(APPROVAL_KEYS.token(id));
    return [
      {
        Update: {
          TableName: this.#table,
          Key: marshall(APPROVAL_KEYS.record(id)),
          UpdateExpression: 'SET callback = :done',
          ConditionExpression: 'callback = :due',
          ExpressionAttributeValues: marshall({ ':done': 'done', ':due': 'due' }),
        },
      },
      tokens.length === 0
        ? { ConditionCheck: { TableName: this.#table, Key: tokenKey, ConditionExpression: IS_NEW } }
        : {
            Delete: {
              TableName: this.#table,
              Key: tokenKey,
              ConditionExpression: `size(tokens) = :n${each}`,
              ExpressionAttributeValues: marshall({ ':n': tokens.length, ...values }),
            },
          },
      this.#deleted(APPROVAL_KEYS.openLine(id)),
    ];
  }

  #listed(approval: ApprovalItem): TransactWriteItem {
    return {
      Put: {
        TableName: this.#table,
        Item: approvalToItem(APPROVAL_KEYS.line(approval.approval_id), approval),
      },
    };
  }

  #opened({ approval_id, execution_id }: ApprovalItem): TransactWriteItem {
    const Item = marshall({ ...APPROVAL_KEYS.openLine(approval_id), approval_id, execution_id });
    return { Put: { TableName: this.#table, Item } };
  }

  #withToken(id: string, token: string): TransactWriteItem {
    return {
      Update: {
        TableName: this.#table,
        Key: marshall(APPROVAL_KEYS.token(id)),
        UpdateExpression: 'ADD tokens :token',
        ExpressionAttributeValues: { ':token': { SS: [token] } },
      },
    };
  }

  #traced({ approval_id, incident_id }: ApprovalItem, { audit, timeline }: Trace): Writes {
    return [
      { Put: { TableName: this.#table, Item: auditToItem(approval_id, audit) } },
      ...(incident_id === undefined ? [] : timelinePuts(this.#table, incident_id, timeline)),
    ];
  }

  #deleted(key: Record<string, string>): TransactWriteItem {
    return { Delete: { TableName: this.#table, Key: marshall(key) } };
  }
}
