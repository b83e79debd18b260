import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

/** A built file in all the forms in which it can be sent. */
export interface Asset {
  readonly type: string;
  readonly etag: string;
  /** The name contains a hash of the content, so it may be cached forever. */
  readonly immutable: boolean;
  readonly plain: Buffer;
  readonly brotli: Buffer | undefined;
  readonly gzip: Buffer | undefined;
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
  '.webm': 'video/webm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/**
 * Reads the built application into memory (a few MB): serving is then a lookup of the exact path, and no path that a
 * client sends ever reaches the file system. Hidden files and folders (`.vite`) stay unserved.
 *
 * @returns assets by URL path (`/index.html`, `/assets/…`); empty when the directory is missing.
 */
export function loadAssets(directory: string): ReadonlyMap<string, Asset> {
  const assets = new Map<string, Asset>();
  if (!existsSync(directory)) return assets;
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)));
  const sibling = (file: string) => (files.includes(file) ? readFileSync(join(directory, file)) : undefined);
  for (const file of files) {
    const path = `/${file.split(sep).join('/')}`;
    if (path.includes('/.') || /\.(br|gz)$/.test(path)) continue;
    const plain = readFileSync(join(directory, file));
    assets.set(path, {
      type: types[extname(file).toLowerCase()] ?? 'application/octet-stream',
      etag: createHash('sha256').update(plain).digest('base64url').slice(0, 27),
      immutable: path.startsWith('/assets/'),
      plain,
      brotli: sibling(`${file}.br`),
      gzip: sibling(`${file}.gz`),
    });
  }
  return assets;
}

export type Encoding = 'br' | 'gzip' | 'identity';

/** Whether the client accepts an encoding, by its `Accept-Encoding` (RFC 9110, section 12.5.3). */
export function acceptedEncodings(acceptEncoding: string | undefined): (name: Encoding) => boolean {
  const accepted = new Map(
    (acceptEncoding ?? '').split(',').map((item) => {
      const [name = '', ...parameters] = item.trim().toLowerCase().split(';');
      const quality = /^q=([\d.]+)$/.exec(parameters.map((text) => text.trim()).join(';'))?.[1];
      return [name.trim(), quality === undefined ? 1 : Number(quality)] as const;
    }),
  );
  return (name) => (accepted.get(name) ?? accepted.get('*') ?? 0) > 0;
}

/** Returns the best stored form that the client accepts; brotli before gzip. */
export function chooseEncoding(
  asset: Pick<Asset, 'brotli' | 'gzip'>,
  acceptEncoding: string | undefined,
): Encoding {
  const takes = acceptedEncodings(acceptEncoding);
  if (asset.brotli && takes('br')) return 'br';
  return asset.gzip && takes('gzip') ? 'gzip' : 'identity';
}
