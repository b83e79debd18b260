import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jwtVerify, SignJWT } from 'jose';
import { closeFile, privateFileMode } from '../../../data/private-files.ts';

const algorithm = 'RS256';
/** One for all sandboxes of a process: only tests have more than one, and each takes a tenth of a second. */
let made: KeyObject | undefined;

export interface AccessTokenClaims {
  readonly id: string;
  readonly clientId: string;
  readonly subject: string;
  readonly scopes: readonly string[];
  /** Unix time in ms. */
  readonly expiresAt: number;
}

/** The key pair that signs access tokens; made once and kept in the data directory. */
export class TokenKeys {
  readonly #privateKey: KeyObject;
  readonly #publicKey: KeyObject;

  constructor(dataDir: string) {
    const file = join(dataDir, 'oauth-private.key');
    if (!existsSync(file)) {
      made ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
      writeFileSync(file, made.export({ type: 'pkcs8', format: 'pem' }), { mode: privateFileMode });
    }
    closeFile(file);
    this.#privateKey = createPrivateKey(readFileSync(file));
    this.#publicKey = createPublicKey(this.#privateKey);
  }

  /** Signs an access token with the claims that Passport gives it. */
  sign(claims: AccessTokenClaims): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ scopes: [...claims.scopes] })
      .setProtectedHeader({ typ: 'JWT', alg: algorithm })
      .setAudience(claims.clientId)
      .setJti(claims.id)
      .setIssuedAt(now)
      .setNotBefore(now)
      .setExpirationTime(Math.floor(claims.expiresAt / 1000))
      .setSubject(claims.subject)
      .sign(this.#privateKey);
  }

  /** The id of a token that this server signed and that has not expired; `undefined` for anything else. */
  async verify(token: string): Promise<string | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.#publicKey, { algorithms: [algorithm] });
      return payload.jti;
    } catch {
      return undefined;
    }
  }
}
