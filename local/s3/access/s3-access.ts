import type { Permission, Principal } from '../../aws-endpoint/service.ts';
import type { Credentials } from '../../iam/credentials.ts';

/** Who may call: `open` takes any or no signature, and everyone is root. */
export type S3Access =
  | 'open'
  | {
      /** The caller behind an access key id, or undefined for a key nobody has. */
      identify(accessKeyId: string): (Principal & { readonly credentials: Credentials }) | undefined;
      /** Throws AwsError when IAM denies. */
      authorize(principal: Principal, permissions: readonly Permission[]): void;
    };
