/**
 * An S3 of its own process, to be killed or measured: `node s3-process.ts <state folder>` prints its URL. Signatures
 * are not checked.
 */
import { anS3World } from './s3-world.ts';

const [folder] = process.argv.slice(2);
const { url } = await anS3World({ access: 'open', ...(folder !== undefined && { folder }) });
process.stdout.write(`${url}\n`);
