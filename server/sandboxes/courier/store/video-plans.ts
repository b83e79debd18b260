import { becomes } from '../happenings.ts';
import { timeAfter, type World } from '../world.ts';
import type { Entity, Fields } from './store.ts';

/** In seconds; what a call without an appointment lasts at most. */
const longest = 3600;
/** People can join so long before it begins. */
const joinMs = 5 * 60_000;

export const appointmentOf = ({ fields }: Entity): { start?: string; duration?: number } =>
  Object(fields.appointment);

const endMs = (channel: Entity) => (appointmentOf(channel).duration ?? longest) * 1000;

/** It opens when people can join, and ends automatically; what was planned before no longer counts. */
export function plan(world: World, channel: Entity): void {
  const { start } = appointmentOf(channel);
  const { plan: own, 'channel-state': state } = channel.fields;
  const untilStart = start === undefined ? 0 : Date.parse(start) - Date.now();
  const open = { 'channel-state': 'open' };
  if (state === 'scheduled') {
    const afterMs = Math.max(0, untilStart - joinMs);
    becomes(world, channel, { afterMs, fields: open, while: { 'channel-state': state, plan: own } });
  }
  const ended = { 'channel-state': 'terminated', duration: endMs(channel) / 1000 };
  const afterMs = Math.max(0, untilStart + endMs(channel));
  becomes(world, channel, { afterMs, fields: ended, while: { ...open, plan: own } });
}

/** Has the calls that there are from the start open and end when they are to. */
export function planCalls(world: World): void {
  for (const channel of world.store.all('video-channels')) {
    if (channel.fields['channel-state'] !== 'terminated') plan(world, channel);
  }
}

/** When it is planned for. */
export function planned(appointment: { start?: unknown; duration?: unknown } & Fields): Fields {
  const start = typeof appointment.start === 'string' ? Date.parse(appointment.start) : Number.NaN;
  const state = start > Date.now() ? 'scheduled' : 'open';
  const known = Number.isNaN(start) ? {} : { 'join-start': timeAfter(-joinMs, start) };
  return { 'channel-state': state, plan: crypto.randomUUID(), appointment: { ...appointment, ...known } };
}
