import type { Clock } from '../shared/clock.ts';
import type { PendingUpload } from '../checkpoints/checkpoint.ts';
import { partBytes, storedChecksum } from '../checkpoints/content.ts';
import type { CheckpointSigner, SignedRequest } from '../checkpoints/ports.ts';
import { UPLOAD_FILES, uploadFolder, type UploadName } from '../contracts/checkpoint-keys.ts';
import { manifestOf } from './checkpoint-manifest.ts';
import type { PresignedUrls, UrlRequest } from './presigned-urls.ts';

export interface SignerOptions {
  readonly clock: Clock;
  readonly expirySeconds: number;
}

const CHECKSUM = 'x-amz-checksum-sha256';
/** The uploader's HTTP client sets it by itself, and has to: S3 takes no upload of unknown length. */
const LENGTH = 'content-length';

/** URLs of one upload each: bound to its key, its length and its SHA-256. */
export class S3CheckpointSigner implements CheckpointSigner {
  readonly #urls: PresignedUrls;
  readonly #options: SignerOptions;

  constructor(urls: PresignedUrls, options: SignerOptions) {
    this.#urls = urls;
    this.#options = options;
  }

  async put(upload: PendingUpload): Promise<SignedRequest> {
    const headers = { [CHECKSUM]: storedChecksum(upload.content), ...headersOf(manifestOf(upload)) };
    return this.#request(upload, { headers, bytes: upload.content.sizeBytes });
  }

  async parts(upload: PendingUpload, sha256: readonly string[]): Promise<readonly SignedRequest[]> {
    return Promise.all(
      sha256.map((hash, index) => {
        const number = index + 1;
        const headers = { [CHECKSUM]: Buffer.from(hash, 'hex').toString('base64') };
        const query = { partNumber: String(number), uploadId: upload.multipartId ?? '' };
        return this.#request(upload, { headers, query, bytes: partBytes(upload.content, number) });
      }),
    );
  }

  async get(upload: UploadName): Promise<string> {
    return this.#sign({ method: 'GET', key: modelKey(upload) });
  }

  async #request(
    upload: UploadName,
    {
      headers,
      query = {},
      bytes,
    }: { headers: Record<string, string>; query?: Record<string, string>; bytes: number },
  ): Promise<SignedRequest> {
    const signed = { ...headers, [LENGTH]: String(bytes) };
    return {
      url: await this.#sign({ method: 'PUT', key: modelKey(upload), query, headers: signed }),
      headers,
    };
  }

  #sign(request: UrlRequest): Promise<string> {
    const { clock, expirySeconds } = this.#options;
    return this.#urls.sign(request, { signedAt: new Date(clock.now()), expiresInSeconds: expirySeconds });
  }
}

const modelKey = (upload: UploadName): string => uploadFolder(upload) + UPLOAD_FILES.model;

function headersOf(metadata: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]));
}
