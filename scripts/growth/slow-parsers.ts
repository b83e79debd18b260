import type { Parser } from './parser.ts';

const signs = ['a'];

/** Typical mistakes, which prove that the counting finds them. */
export const slowParsers: readonly Parser[] = [
  {
    name: 'a loop in a loop',
    signs,
    read: (text) => {
      let same = 0;
      for (let at = 0; at < text.length; at += 1)
        for (let other = 0; other < at; other += 1) if (text[at] === text[other]) same += 1;
      return same;
    },
  },
  {
    name: 'a rest that is cut off',
    signs,
    read: (text) => {
      let rest = text;
      while (rest !== '') rest = rest.slice(1);
    },
  },
  {
    name: 'a text that is trimmed for each of its signs',
    signs,
    read: (text) => {
      let cell = '';
      for (const sign of text) if (cell.trim() !== 'x') cell += sign;
      return cell;
    },
  },
  {
    name: 'what is not there, looked for again and again',
    signs,
    read: (text) => {
      let found = 0;
      for (let at = 0; at < text.length; at += 1) if (text.indexOf('"', at) >= 0) found += 1;
      return found;
    },
  },
  {
    name: 'an expression that is begun again at each sign',
    signs,
    read: (text) => {
      let found = 0;
      for (let at = 0; at < text.length; at += 1) {
        const end = /c/g;
        end.lastIndex = at;
        if (end.test(text)) found += 1;
      }
      return found;
    },
  },
  {
    name: 'a list that is copied for each item',
    signs,
    read: (text) => {
      let list: string[] = [];
      for (const sign of text.split('')) list = [...list, sign];
      return list;
    },
  },
  {
    name: 'items that are looked for in a list',
    signs,
    read: (text) => {
      const items = text.split('').map((sign, at) => `${sign}${at}`);
      return items.filter((item, at) => items.indexOf(item) === at);
    },
  },
  {
    name: 'bytes that are joined with each piece',
    signs,
    read: (text) => {
      let whole = Buffer.from('');
      for (const sign of text.split('')) whole = Buffer.concat([whole, Buffer.from(sign)]);
      return whole;
    },
  },
];
