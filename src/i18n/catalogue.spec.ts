import { describe, expect, it, vi } from 'vitest';
import { Catalogue } from './catalogue.ts';

const file = (texts: object) => vi.fn(() => Promise.resolve({ default: texts }));

function files() {
  return {
    './locales/en/first.json': file({ nav: 'Navigation' }),
    './locales/nl/first.json': file({ nav: 'Navigatie' }),
    './locales/en/people.json': file({ people: 'People' }),
    './locales/nl/people.json': file({ people: 'Personen' }),
  };
}

describe('Catalogue', () => {
  it('loads a room once and grows the messages in place', async () => {
    const all = files();
    const catalogue = new Catalogue(all, 'en');
    await catalogue.need('first');
    const messages = await catalogue.switchTo('en');
    expect(messages).toEqual({ nav: 'Navigation' });
    await Promise.all([catalogue.need('people'), catalogue.need('people')]);
    expect(messages).toEqual({ nav: 'Navigation', people: 'People' });
    expect(all['./locales/en/people.json']).toHaveBeenCalledTimes(1);
    expect(all['./locales/nl/first.json']).not.toHaveBeenCalled();
  });

  it('takes all that was needed along to another language', async () => {
    const catalogue = new Catalogue(files(), 'en');
    await catalogue.need('first', 'people');
    expect(await catalogue.switchTo('nl')).toEqual({ nav: 'Navigatie', people: 'Personen' });
  });

  it('loads a room that is needed while the language changes in both', async () => {
    const catalogue = new Catalogue(files(), 'en');
    await catalogue.need('first');
    const changed = catalogue.switchTo('nl');
    await catalogue.need('people');
    expect(await changed).toEqual({ nav: 'Navigatie', people: 'Personen' });
  });

  it('stays in its language when another does not arrive, and asks again', async () => {
    const all = files();
    all['./locales/nl/first.json'].mockRejectedValueOnce(new TypeError('offline'));
    const catalogue = new Catalogue(all, 'en');
    const messages = await catalogue.switchTo('en');
    await catalogue.need('first');
    await expect(catalogue.switchTo('nl')).rejects.toThrow('offline');
    await catalogue.need('people');
    expect(messages).toEqual({ nav: 'Navigation', people: 'People' });
    expect(await catalogue.switchTo('nl')).toEqual({ nav: 'Navigatie', people: 'Personen' });
  });
});
