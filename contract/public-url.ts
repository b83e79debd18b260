/**
 * Addresses that people enter for a server to send things to. Servers fetch and post from inside their own network, so
 * none may lead there, however it is written.
 */

/** Why an address is refused. */
export type UrlProblem = 'malformed' | 'not-https' | 'credentials' | 'not-public';

/** An address in its normal form, or what is wrong with it. */
export type PublicUrl =
  | { readonly url: string; readonly problem?: undefined }
  | { readonly url?: undefined; readonly problem: UrlProblem };

const maxLength = 2048;

/**
 * Reads an address as browsers do (WHATWG URL): a host in decimal, octal, hexadecimal or other digits, encoded or with
 * invisible characters, is judged by what it means. The result means the same to every program, which the input may
 * not. Names are not resolved: whoever connects has to check what they resolve to.
 *
 * @returns the address over https, of a public host, without user, password and fragment.
 */
export function publicUrlOf(text: string): PublicUrl {
  if (text.length > maxLength) return { problem: 'malformed' };
  const [, scheme = '', authority = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#\\]+)/i.exec(text) ?? [];
  if (/[\s\p{Cc}\\#]/u.test(text) || !URL.canParse(text)) return { problem: 'malformed' };
  const url = new URL(text);
  if (scheme.toLowerCase() !== 'https')
    return { problem: /^https?:$/.test(url.protocol) && authority === '' ? 'malformed' : 'not-https' };
  if (authority.includes('@') || url.username !== '' || url.password !== '')
    return { problem: 'credentials' };
  return isPublicHost(url.hostname) ? { url: url.href } : { problem: 'not-public' };
}

/** Whether an address that a name resolved to is public; false for what is not an address. */
export function isPublicAddress(address: string): boolean {
  // Link-local addresses say which link: `fe80::1%eth0`.
  const [bare = ''] = address.split('%');
  const host = bare.includes(':') ? `[${bare}]` : bare;
  const url = `https://${host}/`;
  return (
    /^(\d{1,3}(\.\d{1,3}){3}|\[[\da-f:.]{1,64}\])$/i.test(host) &&
    URL.canParse(url) &&
    isPublicHost(new URL(url).hostname)
  );
}

/** @param host as in a URL: lower case, an IPv6 address in brackets. */
function isPublicHost(host: string): boolean {
  if (host.startsWith('[')) return isPublicV6(groupsOf(host.slice(1, -1)));
  const bytes = v4In(host, /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/);
  return bytes ? isPublicV4(bytes) : isPublicName(host);
}

type Bytes = readonly number[];

function v4In(text: string, form: RegExp): Bytes | undefined {
  const bytes = form.exec(text)?.slice(1).map(Number);
  return bytes?.every((byte) => byte <= 255) ? bytes : undefined;
}

/** Not public (IANA's registry of special-purpose addresses), and the metadata addresses of clouds. */
const specialV4: readonly (readonly [network: Bytes, bits: number])[] = [
  [[0, 0, 0, 0], 8],
  [[10, 0, 0, 0], 8],
  [[100, 64, 0, 0], 10],
  [[127, 0, 0, 0], 8],
  [[168, 63, 129, 16], 32],
  [[169, 254, 0, 0], 16],
  [[172, 16, 0, 0], 12],
  [[192, 0, 0, 0], 24],
  [[192, 0, 2, 0], 24],
  [[192, 88, 99, 0], 24],
  [[192, 168, 0, 0], 16],
  [[198, 18, 0, 0], 15],
  [[198, 51, 100, 0], 24],
  [[203, 0, 113, 0], 24],
  [[224, 0, 0, 0], 3],
];
/** Within what is global (2000::/3): protocols, tunnels with an IPv4 address inside, documentation. */
const specialV6: readonly (readonly [network: Bytes, bits: number])[] = [
  [[0x2001, 0, 0, 0, 0, 0, 0, 0], 23],
  [[0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32],
  [[0x2002, 0, 0, 0, 0, 0, 0, 0], 16],
  [[0x3fff, 0, 0, 0, 0, 0, 0, 0], 20],
];

/** Whether two addresses, in parts of this many bits, start with the same bits. */
function shares(one: Bytes, other: Bytes, bits: number, partBits: number): boolean {
  return one.every((part, at) => {
    const compared = Math.min(partBits, Math.max(0, bits - at * partBits));
    const shift = partBits - compared;
    return part >> shift === (other[at] ?? 0) >> shift;
  });
}

const isPublicV4 = (bytes: Bytes) => !specialV4.some(([network, bits]) => shares(network, bytes, bits, 8));

// Addresses of other kinds (mapped, NAT64, local, link, multicast) are outside 2000::/3.
const isPublicV6 = (groups: Bytes) =>
  shares([0x2000, 0, 0, 0, 0, 0, 0, 0], groups, 3, 16) &&
  !specialV6.some(([network, bits]) => shares(network, groups, bits, 16));

/** Returns the eight groups of an address in its normal form, which has no IPv4 part. */
function groupsOf(address: string): Bytes {
  const [before = '', after] = address.split('::');
  const read = (text: string) =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  const [head, tail] = [read(before), read(after ?? '')];
  return [...head, ...new Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

/**
 * Suffixes of names that lead nowhere or into one's own network (RFC 6761, 6762, 7686, 8375, 9476; ICANN's collisions).
 */
const localEnds: ReadonlySet<string> = new Set(
  'alt arpa consul corp docker domain example home host internal intra intranet invalid lan local localdomain localhost mail onion private svc test workgroup'.split(
    ' ',
  ),
);
/** Public names that exist to lead to any private address. */
const wildcardNames: ReadonlySet<string> = new Set(
  'lacolhost.com localho.st localtest.me lvh.me nip.io sslip.io traefik.me vcap.me xip.io'.split(' '),
);

function isPublicName(host: string): boolean {
  const labels = host.replace(/\.$/, '').split('.');
  if (labels.length < 2 || labels.some((label) => !/^[a-z0-9_-]{1,63}$/.test(label))) return false;
  if (localEnds.has(labels.at(-1) ?? '') || wildcardNames.has(labels.slice(-2).join('.'))) return false;
  // `10.0.0.1.example.com`, `10-0-0-1.example.com`: names that contain their address.
  const dotted = labels.map((_, at) =>
    v4In(labels.slice(at, at + 4).join('.'), /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/),
  );
  const dashed = labels.map((label) => v4In(label, /(?:^|-)(\d{1,3})-(\d{1,3})-(\d{1,3})-(\d{1,3})(?:-|$)/));
  return [...dotted, ...dashed].every((bytes) => bytes === undefined || isPublicV4(bytes));
}
