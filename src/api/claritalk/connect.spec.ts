import fc from 'fast-check';
import { expect, it } from 'vitest';
import { deviceCommand, normaliseSoundSettings } from './connect.ts';

const device = (name: string, selected: boolean, isDefault = false) => ({ name, selected, isDefault });

it('reads names and which of them is in use', () => {
  const settings = normaliseSoundSettings({ microphones: ['Desk', 'Headset'], microphone: 'Headset' });
  expect(settings.microphones).toEqual([device('Desk', false), device('Headset', true)]);
  expect(settings.speakers).toEqual([]);
});

it('reads devices that are described', () => {
  const { speakers } = normaliseSoundSettings({
    settings: { speakers: [{ name: 'Desk', is_default: true }, { label: 'Headset', selected: 1 }, null] },
  });
  expect(speakers).toEqual([device('Desk', false, true), device('Headset', true)]);
});

it('keeps what is in use although it is in no list', () => {
  expect(normaliseSoundSettings({ microphone: { name: 'Gone' } }).microphones).toEqual([
    device('Gone', true),
  ]);
});

it('reads anything', () => {
  fc.assert(
    fc.property(fc.anything(), (wire) => {
      expect(normaliseSoundSettings(wire).raw).toBe(wire);
    }),
  );
});

it('sends a speaker under the documented key and its own', () => {
  expect(deviceCommand('speaker', 'u', 'Desk').data).toEqual({
    user_id: 'u',
    microphone: 'Desk',
    speaker: 'Desk',
  });
});
