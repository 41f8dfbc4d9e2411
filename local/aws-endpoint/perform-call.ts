import type { Gatekeeper } from './gatekeeper.ts';
import type { CallName, FaultHooks } from './fault.ts';
import type { JsonCall, JsonService, Permission } from './service.ts';

export interface CallSurroundings {
  readonly gatekeeper: Gatekeeper;
  readonly faults?: FaultHooks | undefined;
}

/** `reset`: the call has had its effect, and the caller must not learn of it. */
export type Performed = { readonly output: unknown } | 'reset';

/** A call whose caller is known: permissions, injected faults, and the operation itself. Throws AwsError. */
export async function performCall(
  service: JsonService,
  call: JsonCall,
  { gatekeeper, faults }: CallSurroundings,
): Promise<Performed> {
  const permissions = service.permissions(call);
  gatekeeper.authorize(call.principal, permissions);
  const name = nameOf(call, permissions);
  await faults?.before(name);
  const output = await service.call(call);
  return (await faults?.after(name)) ?? { output };
}

/** A call that needs no permission is aimed at by the operation alone. */
function nameOf({ operation, principal }: JsonCall, permissions: readonly Permission[]): CallName {
  const [service = ''] = permissions[0]?.action.split(':') ?? [];
  const resources = permissions.map(({ resource }) => resource);
  return { service, operation, resources, caller: principal.arn };
}
