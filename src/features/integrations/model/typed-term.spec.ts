import { expect, it } from 'vitest';
import { arrived, typedTerm, typing, writing } from './typed-term.ts';

it('loses no letter that is typed while the address follows', () => {
  let typed = typing(typedTerm(''), 'ba');
  typed = writing(typed, 'ba');
  typed = typing(typed, 'bakk');
  typed = writing(typed, 'bakk');
  typed = typing(typed, 'bakker');
  typed = arrived(typed, 'ba');
  expect(typed).toMatchObject({ text: 'bakker', seen: 'ba', written: ['bakk'] });
  typed = arrived(typed, 'bakk');
  expect(typed).toMatchObject({ text: 'bakker', seen: 'bakk', written: [] });
});

it('takes over what came from elsewhere', () => {
  const typed = arrived(writing(typing(typedTerm(''), 'ba'), 'ba'), 'ba');
  expect(arrived(typed, '')).toEqual({ text: '', seen: '', written: [] });
});
