import { type LookupAddress, lookup as lookUpName } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPublicAddress, publicUrlOf } from '#contract/public-url.ts';
import { type ObserveUpstream, openClients, type UpstreamClients, type UpstreamTimeouts } from './client.ts';

/** Nothing was sent: the address, or what its name resolves to, is not public. */
export class NotPublic extends Error {
  override readonly name = 'NotPublic';
  /** As with other failures to find a host: nothing was sent. */
  readonly syscall = 'getaddrinfo';
  readonly code = 'ENOTPUBLIC';
}

/** All addresses of a name. */
export type Resolve = (
  host: string,
  done: (error: Error | null, addresses: readonly LookupAddress[]) => void,
) => void;

const resolveAll: Resolve = (host, done) => lookUpName(host, { all: true }, done);

/**
 * Looks names up for connections: the address connected to is the one that was checked, so no second answer from a name
 * server counts. One address that is not public is enough to refuse all.
 */
const publicLookup =
  (resolve: Resolve): LookupFunction =>
  (host, options, done) =>
    resolve(host, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) return done(error ?? new NotPublic('no address'), '');
      if (!addresses.every(({ address }) => isPublicAddress(address))) {
        return done(new NotPublic('not a public address'), '');
      }
      if (options.all === true) return done(null, [...addresses]);
      done(null, first.address, first.family);
    });

/**
 * Connections to addresses that came from others: in a response, or from an admin. https and public hosts only,
 * whatever a name resolves to; redirects are not followed.
 * @param except origins that are allowed nonetheless: those of the sandbox.
 */
export function openPublicClients(
  timeouts: UpstreamTimeouts,
  except: readonly string[] = [],
  resolve: Resolve = resolveAll,
  observe?: ObserveUpstream,
): UpstreamClients {
  const guarded = openClients(timeouts, { lookup: publicLookup(resolve) }, observe, true);
  const plain = openClients(timeouts, {}, observe, true);
  return {
    /** @throws NotPublic */
    at(address, system) {
      if (URL.canParse(address) && except.includes(new URL(address).origin)) return plain.at(address, system);
      const { url } = publicUrlOf(address);
      if (url === undefined) throw new NotPublic('not a public address');
      return guarded.at(url.replace(/\/$/, ''), system);
    },
    async close() {
      await Promise.all([guarded.close(), plain.close()]);
    },
  };
}
