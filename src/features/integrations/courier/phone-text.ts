/** A telephone number without what people write between its digits. */
export const plainPhone = (typed: string): string => typed.replace(/[\s()./-]/g, '');

/** Whether a number is in the international form that Courier wants: `+31201234567`. */
export const isPhone = (phone: string): boolean => /^\+[1-9]\d{6,14}$/.test(phone);

/** The same where there may be none. */
export const isPhoneOrNone = (phone: string): boolean => phone === '' || isPhone(phone);
