/** Every connected system with all its rows. For the gateway, the sandboxes and the API console; never for a page. */
import { chat2desk } from '../chat2desk/system.ts';
import { operations as chat2deskOperations } from '../chat2desk/table.ts';
import { claap } from '../claap/system.ts';
import { operations as claapOperations } from '../claap/table.ts';
import { courier } from '../courier/system.ts';
import { operations as courierOperations } from '../courier/table.ts';
import type { ConnectedOperation, System } from '../system.ts';

interface ConnectedSystem {
  readonly system: System;
  /** In the order of its documentation. */
  readonly operations: readonly ConnectedOperation[];
}

export const connectedSystems: readonly ConnectedSystem[] = [
  { system: chat2desk, operations: chat2deskOperations },
  { system: claap, operations: claapOperations },
  { system: courier, operations: courierOperations },
];

const byName: ReadonlyMap<string, ReadonlyMap<string, ConnectedOperation>> = new Map(
  connectedSystems.map(({ system, operations }) => [
    system.id,
    new Map(operations.map((operation) => [operation.name, operation])),
  ]),
);

/** The row of a system by its name; undefined when there is none. */
export const findOperation = (system: string, name: string): ConnectedOperation | undefined =>
  byName.get(system)?.get(name);
