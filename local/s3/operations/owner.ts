import { createHash } from 'node:crypto';
import type { Environment } from '../../cloud-assembly/resource.ts';
import type { XmlElement } from '../protocol/xml-writer.ts';

/** Every bucket and object belongs to the account; its canonical user id is 64 hex digits. */
export const ownerElement = ({ account }: Environment, name = 'Owner'): XmlElement => [
  name,
  [['ID', createHash('sha256').update(account).digest('hex')]],
];
