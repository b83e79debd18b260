import { BlockList } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { publicUrlOf } from './public-url.ts';

test.each([
  ['https://hooks.example.com/claritalk', 'https://hooks.example.com/claritalk'],
  ['HTTPS://Hooks.Example.COM:443', 'https://hooks.example.com/'],
  ['https://hooks.example.com:8443/a?b=c', 'https://hooks.example.com:8443/a?b=c'],
  ['https://münchen.example.com/', 'https://xn--mnchen-3ya.example.com/'],
  ['https://8.8.8.8/', 'https://8.8.8.8/'],
  ['https://[2606:4700:4700::1111]/', 'https://[2606:4700:4700::1111]/'],
  ['https://ec2-54-12-3-4.compute.amazonaws.com/', 'https://ec2-54-12-3-4.compute.amazonaws.com/'],
  ['https://a.b.c.d.example.com./', 'https://a.b.c.d.example.com./'],
])('%s is taken as %s', (text, url) => expect(publicUrlOf(text)).toEqual({ url }));

test.each([
  ['', 'malformed'],
  ['hooks.example.com', 'malformed'],
  ['https:hooks.example.com', 'malformed'],
  ['https:///hooks.example.com', 'malformed'],
  ['https:/\\hooks.example.com', 'malformed'],
  ['https://hooks.example.com\\@10.0.0.1/', 'malformed'],
  ['https://hooks.exam\tple.com/', 'malformed'],
  ['https://hooks.example.com/ x', 'malformed'],
  ['https://hooks.example.com/#x', 'malformed'],
  ['https://hooks.example.com\n', 'malformed'],
  [`https://hooks.example.com/${'a'.repeat(2048)}`, 'malformed'],
  ['http://hooks.example.com/', 'not-https'],
  ['ftp://hooks.example.com/', 'not-https'],
  ['gopher://10.0.0.1/', 'not-https'],
  ['https://ada:secret@hooks.example.com/', 'credentials'],
  ['https://ada@hooks.example.com/', 'credentials'],
  ['https://@hooks.example.com/', 'credentials'],
  ['https://hooks.example.com@10.0.0.1/', 'credentials'],
  ['https://localhost/', 'not-public'],
  ['https://LOCALHOST./', 'not-public'],
  ['https://local%68ost/', 'not-public'],
  ['https://local\u00adhost/', 'not-public'],
  ['https://ｌｏｃａｌｈｏｓｔ/', 'not-public'],
  ['https://app.localhost/', 'not-public'],
  ['https://intranet/', 'not-public'],
  ['https://metadata.google.internal/', 'not-public'],
  ['https://printer.local/', 'not-public'],
  ['https://host.docker.internal/', 'not-public'],
  ['https://kubernetes.default.svc/', 'not-public'],
  ['https://vault.service.consul/', 'not-public'],
  ['https://router.home.arpa/', 'not-public'],
  ['https://1.0.0.127.in-addr.arpa/', 'not-public'],
  ['https://127.0.0.1.nip.io/', 'not-public'],
  ['https://10.0.0.1.example.com/', 'not-public'],
  ['https://app-10-0-0-1.example.com/', 'not-public'],
  ['https://7f000001.nip.io/', 'not-public'],
  ['https://localtest.me/', 'not-public'],
  ['https://2130706433/', 'not-public'],
  ['https://0177.0.0.1/', 'not-public'],
  ['https://0x7f.1/', 'not-public'],
  ['https://127.1/', 'not-public'],
  ['https://0/', 'not-public'],
  ['https://①②⑦.⓪.⓪.①/', 'not-public'],
  ['https://127。0。0。1/', 'not-public'],
  ['https://169.254.169.254/latest/meta-data/', 'not-public'],
  ['https://100.100.100.200/', 'not-public'],
  ['https://168.63.129.16/', 'not-public'],
  ['https://255.255.255.255/', 'not-public'],
  ['https://[::]/', 'not-public'],
  ['https://[::1]/', 'not-public'],
  ['https://[::ffff:127.0.0.1]/', 'not-public'],
  ['https://[::ffff:8.8.8.8]/', 'not-public'],
  ['https://[::127.0.0.1]/', 'not-public'],
  ['https://[64:ff9b::7f00:1]/', 'not-public'],
  ['https://[64:ff9b:1::a00:1]/', 'not-public'],
  ['https://[2002:7f00:1::]/', 'not-public'],
  ['https://[2001:0:7f00:1::]/', 'not-public'],
  ['https://[fe80::1]/', 'not-public'],
  ['https://[fd00:ec2::254]/', 'not-public'],
  ['https://[ff02::1]/', 'not-public'],
  ['https://[2001:db8::1]/', 'not-public'],
  ['https://[fe80::1%25eth0]/', 'malformed'],
  ['https://1.2.3.4.5/', 'malformed'],
  ['https://256.0.0.1/', 'malformed'],
  ['https://a..b/', 'not-public'],
  ['https://a_b/', 'not-public'],
])('%j is not taken: %s', (text, problem) => expect(publicUrlOf(text)).toEqual({ problem }));

/** What Node itself considers special, in both families. */
const special = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  special.addSubnet(network, bits, 'ipv4');
}

const edges = [
  '0.0.0.0',
  '9.255.255.255',
  '10.0.0.0',
  '10.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.64.0.0',
]
  .concat(['100.127.255.255', '100.128.0.0', '126.255.255.255', '127.0.0.1', '128.0.0.0', '169.253.255.255'])
  .concat(['169.254.0.0', '169.255.0.0', '172.15.255.255', '172.16.0.0', '172.31.255.255', '172.32.0.0'])
  .concat(['192.167.255.255', '192.168.0.0', '192.169.0.0', '198.17.255.255', '198.19.255.255', '198.20.0.0'])
  .concat(['223.255.255.255', '224.0.0.0', '255.255.255.255'])
  .map((text) => text.split('.').map(Number));
const address = fc.oneof(
  fc.constantFrom(...edges),
  fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)),
);

const numberOf = (bytes: readonly number[]) => bytes.reduce((sum, byte) => sum * 256 + byte, 0);
const hex = (...bytes: number[]) => bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Notations that mean the address itself. */
const plain = fc.constantFrom<(bytes: number[]) => string>(
  (bytes) => bytes.join('.'),
  (bytes) => `${bytes.join('.')}.`,
  (bytes) => bytes.map((byte) => `0${byte.toString(8)}`).join('.'),
  (bytes) => bytes.map((byte) => `0X${byte.toString(16)}`).join('.'),
  (bytes) => String(numberOf(bytes)),
  (bytes) => `0x${hex(...bytes)}`,
  (bytes) => `0${numberOf(bytes).toString(8)}`,
  ([a, ...rest]) => `${a}.${numberOf(rest)}`,
  ([a, b, ...rest]) => `0x${a?.toString(16)}.${b}.${numberOf(rest)}`,
  (bytes) => bytes.join('.').replace(/\d/g, (digit) => `%3${digit}`),
  (bytes) => bytes.join('.').replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  (bytes) => bytes.join('\u3002'),
);

test('an IPv4 address is what it is in every notation', () => {
  fc.assert(
    fc.property(address, plain, (bytes, write) => {
      const isPublic = !special.check(bytes.join('.'), 'ipv4');
      const expected = isPublic ? { url: `https://${bytes.join('.')}/` } : { problem: 'not-public' };
      expect(publicUrlOf(`https://${write([...bytes])}/`)).toEqual(expected);
    }),
    { numRuns: 1000 },
  );
});

test('an IPv4 address inside an IPv6 address is refused, public or not', () => {
  const inside = fc.constantFrom<(v4: string, high: string, low: string) => string>(
    (v4) => `::ffff:${v4}`,
    (v4) => `0:0:0:0:0:FFFF:${v4}`,
    (_, high, low) => `::ffff:${high}:${low}`,
    (_, high, low) => `::ffff:0:${high}:${low}`,
    (_, high, low) => `64:ff9b::${high}:${low}`,
    (_, high, low) => `64:ff9b:1::${high}:${low}`,
    (_, high, low) => `2002:${high}:${low}::1`,
    (_, high, low) => `2001:0:${high}:${low}::`,
    (_, high, low) => `fe80::5efe:${high}:${low}`,
    (v4) => `::${v4}`,
  );
  fc.assert(
    fc.property(address, inside, ([a = 0, b = 0, c = 0, d = 0], write) => {
      const host = write([a, b, c, d].join('.'), hex(a, b), hex(c, d));
      expect(publicUrlOf(`https://[${host}]/`)).toEqual({ problem: 'not-public' });
    }),
    { numRuns: 500 },
  );
});

test('what is accepted is accepted again, unchanged, and nothing is ever thrown', () => {
  const text = fc.oneof(fc.webUrl({ withQueryParameters: true }), fc.string({ unit: 'binary' }), fc.string());
  fc.assert(
    fc.property(text, fc.constantFrom('', 'https://', 'https://a.example.com/'), (rest, start) => {
      const { url } = publicUrlOf(start + rest);
      if (url !== undefined) {
        expect(publicUrlOf(url)).toEqual({ url });
        expect(new URL(url)).toMatchObject({ protocol: 'https:', username: '', password: '', hash: '' });
      }
    }),
    { numRuns: 500 },
  );
});
