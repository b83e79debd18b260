/** Headings under which minutes list what was decided, in the languages that Claritalk writes. */
export const decided =
  /\b(decisions?|decided|agreed|agreements?|conclusions?|besluiten|beslissingen|beslist|besloten|afspraken|afgesproken|conclusies?|décisions?|décidé|convenu|accords?|entscheidungen|beschlüsse|beschlossen|vereinbart|vereinbarungen)\b/i;
