import type { Permission } from '../../aws-endpoint/service.ts';
import type { Environment } from '../../cloud-assembly/resource.ts';
import { tableArn } from '../tables/table-arn.ts';
import type { Touch } from './touch.ts';

/** Service Authorization Reference, "Actions, resources, and condition keys for Amazon DynamoDB". */
export function toPermissions(environment: Environment, touches: readonly Touch[]): Permission[] {
  const byTarget = Map.groupBy(touches, ({ action, table, index }) => [action, table, index].join(' '));
  return [...byTarget.values()].flatMap((group) => {
    const [first] = group;
    return first ? [toPermission(environment, first, group)] : [];
  });
}

function toPermission(environment: Environment, touch: Touch, group: readonly Touch[]): Permission {
  const arn = touch.table === undefined ? '*' : tableArn(environment, touch.table);
  const leadingKeys = [...new Set(group.flatMap((each) => each.leadingKeys))];
  return {
    action: `dynamodb:${touch.action}`,
    resource: touch.index === undefined ? arn : `${arn}/index/${touch.index}`,
    context: {
      ...(leadingKeys.length > 0 && { 'dynamodb:LeadingKeys': leadingKeys }),
      ...(touch.enclosedBy !== undefined && { 'dynamodb:EnclosingOperation': touch.enclosedBy }),
    },
  };
}
