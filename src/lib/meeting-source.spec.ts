import { expect, it } from 'vitest';
import { isPhoneCall } from './meeting-source.ts';

it('recognises a call by its kind of recording or by the source in its metadata', () => {
  expect(isPhoneCall({ recordingType: '3cx', metadata: {} })).toBe(true);
  expect(isPhoneCall({ recordingType: 'phone_3CX', metadata: {} })).toBe(true);
  expect(isPhoneCall({ recordingType: undefined, metadata: { source: '3CX' } })).toBe(true);
  expect(isPhoneCall({ recordingType: 'connect_online', metadata: { source: 7 } })).toBe(false);
  expect(isPhoneCall({ recordingType: undefined, metadata: null })).toBe(false);
});
