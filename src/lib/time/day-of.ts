/** The day in the reader's zone, `YYYY-MM-DD`: Swedish writes days as ISO 8601 does. */
export const dayOf = (date: Date): string => date.toLocaleDateString('sv-SE');
