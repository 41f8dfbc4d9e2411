import type { Resource } from '../../cloud-assembly/resource.ts';
import { parseStateMachine, STATE_MACHINE_TYPE } from './parse-state-machine.ts';
import type { StateMachine } from './state-machine.ts';

/** The state machines of the template, by ARN. */
export class Machines {
  #byArn: ReadonlyMap<string, StateMachine> = new Map();

  find(stateMachineArn: string): StateMachine | undefined {
    return this.#byArn.get(stateMachineArn);
  }

  /** In order of their names. */
  all(): readonly StateMachine[] {
    return [...this.#byArn.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Replaces them all, or none: throws Error with everything that is not supported. */
  provision(resources: readonly Resource[], now: number): void {
    const complaints: string[] = [];
    const machines = new Map<string, StateMachine>();
    for (const resource of resources.filter(({ type }) => type === STATE_MACHINE_TYPE)) {
      try {
        const machine = parseStateMachine(resource, now);
        machines.set(machine.stateMachineArn, machine);
      } catch (error) {
        complaints.push(complaint(resource, error));
      }
    }
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
    this.#byArn = machines;
  }
}

function complaint({ logicalId }: Resource, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const indented = message.split('\n').map((line) => `  ${line}`);
  return `State machine ${logicalId} cannot run here:\n${indented.join('\n')}`;
}
