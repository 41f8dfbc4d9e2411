import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { auditLine, type AuditLine } from '../contracts/approval-audit.ts';
import { approvalItem, type ApprovalItem } from '../contracts/approval-item.ts';
import { APPROVAL_KEYS } from '../contracts/runbook-keys.ts';

type Item = Record<string, AttributeValue>;

interface Key {
  readonly pk: string;
  readonly sk: string;
}

/**
 * An approval as an item. Its end is not called expires_at there, which is the table's time to live: an approval is
 * kept. Its plan is text, since DynamoDB knows fewer numbers and fewer levels than JSON.
 */
export function approvalToItem(key: Key, approval: ApprovalItem): Item {
  const { expires_at: ends_at, plan, protects, ...rest } = approval;
  return marshall(
    { ...key, ...rest, ends_at, plan: JSON.stringify({ plan, protects }) },
    { removeUndefinedValues: true },
  );
}

const stored = v.object({ ends_at: v.number(), plan: v.pipe(v.string(), v.parseJson(), v.looseObject({})) });

export function itemToApproval(item: Item): ApprovalItem {
  const fields = unmarshall(item);
  const { ends_at, plan } = v.parse(stored, fields);
  return v.parse(approvalItem, { ...fields, ...plan, expires_at: ends_at });
}

export function auditToItem(approvalId: string, line: AuditLine): Item {
  return marshall({ ...APPROVAL_KEYS.audit(approvalId, line.id), ...line }, { removeUndefinedValues: true });
}

export function itemToAudit(item: Item): AuditLine {
  return v.parse(auditLine, unmarshall(item));
}
