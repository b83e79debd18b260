import { constants, deflateRawSync } from 'node:zlib';
import { zipSync, zlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { attachedMinutes } from '../verify/pdf-attachment.ts';
import { readDocument } from '../verify/read-document.ts';
import { InflateBudget, inflate, unzip } from './bounded-inflate.ts';

/** Notes what was asked of it. */
class NotedBudget extends InflateBudget {
  taken = 0;

  override take(bytes: number): boolean {
    this.taken += bytes;
    return super.take(bytes);
  }
}

/** 300 KB that inflate to 300 MB of zeros: the same mebibyte again and again. */
const mebibyte = deflateRawSync(Buffer.alloc(2 ** 20), { level: 9, finishFlush: constants.Z_SYNC_FLUSH });
const bomb = Buffer.concat([
  Buffer.from([0x78, 0xda]),
  ...Array.from({ length: 300 }, () => mebibyte),
  Buffer.from([3, 0, 0, 0, 0, 0]),
]);
/** The most that deflate can produce from one read. */
const maxOfPiece = 4096 * 1032;

describe('inflate', () => {
  it('stops at the budget, whatever a stream would become', () => {
    expect(bomb.length).toBeLessThan(350_000);
    const budget = new NotedBudget(1_000_000);
    expect(inflate(bomb, budget)).toBeUndefined();
    expect(budget.taken).toBeLessThan(1_000_000 + maxOfPiece);
  });

  it('returns what fits to the byte', () => {
    const text = new Uint8Array(5000).fill(97);
    const packed = zlibSync(text);
    expect(inflate(packed, new InflateBudget(packed.length + text.length))).toEqual(text);
    expect(inflate(packed, new InflateBudget(packed.length + text.length - 1))).toBeUndefined();
  });

  it('does not distinguish damaged from too much', () => {
    expect(inflate(Uint8Array.of(0x78, 0x9c, 0xff), new InflateBudget(100))).toBeUndefined();
  });

  it('has one budget for several streams', () => {
    const packed = zlibSync(new Uint8Array(1000));
    const budget = new InflateBudget(2 * (packed.length + 1000));
    expect([1, 2, 3].map(() => inflate(packed, budget)?.length)).toEqual([1000, 1000, undefined]);
  });
});

describe('unzip', () => {
  const archive = (count: number) =>
    zipSync(Object.fromEntries(Array.from({ length: count }, (_, at) => [`${at}`, new Uint8Array()])), {
      level: 0,
    });

  it('reads as many files as any document has, and no more', () => {
    const isFirst = (name: string) => name === '0';
    expect(unzip(archive(5000), isFirst, new InflateBudget(1_000_000))).toEqual([new Uint8Array()]);
    expect(unzip(archive(5001), isFirst, new InflateBudget(1_000_000))).toBeUndefined();
  });

  it('stops at the budget', () => {
    const bytes = zipSync({ a: new Uint8Array(2 ** 24) });
    const budget = new NotedBudget(100_000);
    expect(unzip(bytes, () => true, budget)).toBeUndefined();
    expect(budget.taken).toBeLessThan(100_000 + maxOfPiece);
  });
});

describe('a document whose embedded file is 300 MB packed into 300 KB', () => {
  const pdf = Buffer.concat([
    Buffer.from(`%PDF-1.7\n1 0 obj<</Type/EmbeddedFile/Filter/FlateDecode/Length ${bomb.length}>>stream\n`),
    bomb,
    Buffer.from('\nendstream endobj'),
  ]);

  it('has no minutes', async () => {
    expect(attachedMinutes(pdf)).toBeUndefined();
    expect(await readDocument(pdf)).toEqual({ kind: 'without-minutes' });
  });
});
