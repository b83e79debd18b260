import type { Catalogue } from './catalogue.ts';

export const en: Catalogue = {
  title: 'Recording this meeting',
  who: '{person} would like to record this meeting.',
  why: 'Purpose: {purpose}',
  minutes: 'to write the minutes of the meeting',
  kept: 'Claritalk processes the recording and writes a summary with the help of artificial intelligence. The recording is kept for {kept}.',
  rights:
    'You are free to object. You can ask at any time to pause or stop the recording, and withdraw your answer at this address.',
  name: 'Your name (optional)',
  nameHint: 'It is stored with the meeting and may be in its minutes.',
  agree: 'I agree',
  object: 'I object',
  agreed: 'You agreed on {time}. The person who records can see it now.',
  objected: 'You objected on {time}. The person who records can see it now.',
  withdrawn: 'You withdrew your answer on {time}. The person who records can see it.',
  withdraw: 'Withdraw my answer',
  change: 'Answer again',
  receipt: 'To withdraw it from another device, keep this personal link:',
  closed: 'It is too late to answer: the recording was made more than a day ago. Nothing was stored.',
  full: 'No more answers can be stored for this recording. Tell the person who records what you decide.',
  choose: 'Choose whether you agree or object.',
  reference: 'Text {version}. You can withdraw your answer here until {date}.',
};
