import { courierFinders } from '../courier/find-effects.ts';
import { deskFinders, type FindEffect } from './find-effect.ts';

/** Operations whose effect can be found afterwards. */
export const effectFinders: Readonly<Record<string, FindEffect>> = { ...deskFinders, ...courierFinders };
