import type { LineFields } from '#src/api/courier/administration/telephone.ts';
import { isPhone, isPhoneOrNone, plainPhone } from '../phone-text.ts';

/** The same with its numbers as Courier takes them. */
export const plain = ({ phone, forward, ...rest }: LineFields): LineFields => ({
  ...rest,
  phone: plainPhone(phone),
  forward: plainPhone(forward),
});
/** Whether it can be sent. */
export const isRight = ({ phone, forward }: LineFields) => isPhone(phone) && isPhoneOrNone(forward);
