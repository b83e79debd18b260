import type { Language } from '../language.ts';

export const englishAnswers: Language['answers'] = {
  decision: {
    sentences: [
      'It was decided to go ahead, provided that the costs stay below {amount}.',
      'The proposal was accepted without changes.',
      'The decision was postponed until {date}; more figures are needed first.',
      'Yes. {owner} sets it in motion this week.',
    ],
    items: [
      'The proposal was accepted, with a limit of {amount}.',
      '{colleague} takes over the daily follow-up.',
      'The contract will be extended by one year.',
      'From {month} there will be a monthly report.',
      'The decision about the vehicles waits until {date}.',
    ],
  },
  deadline: {
    sentences: [
      'Before {date} at the latest.',
      'The end of {month} was mentioned; a week earlier would be better.',
      'By {date}, so that two weeks remain for checking.',
      'There is no hard date, but {contact} counts on {month}.',
    ],
    items: [
      'Before {date}: first draft.',
      'End of {month}: final version.',
      'Filing within two weeks after that.',
    ],
  },
  amount: {
    sentences: [
      'About {amount}, which is {percent} more than last year.',
      'An amount of {amount} was mentioned, VAT excluded.',
      'Around {amount}, depending on the final quote.',
      'The estimate is {amount}; the exact figure follows in {month}.',
    ],
    items: [
      '{amount} in the first half of the year.',
      'A further {percent} from {month}.',
      'VAT is not included.',
    ],
  },
  documents: {
    sentences: [
      'The bank statements of {pastMonth} and the signed engagement letter.',
      'Nothing is missing; all documents were received.',
      'The lease contract and the last two purchase invoices.',
      'The file of {client} for {lastYear}.',
    ],
    items: [
      'Bank statements of {pastMonth}',
      'Signed engagement letter',
      'Lease contract of the car',
      'Insurance policy with the latest premium',
      'Overview of the stock at year end',
    ],
  },
  risk: {
    sentences: [
      'Late payment by one large customer, for about {amount}.',
      'No particular risks came up.',
      'Above all the dependence on a single supplier.',
      'A fine is possible if the term of {date} is missed.',
    ],
    items: [
      'Late payment by one large customer',
      'Dependence on a single supplier',
      'Rising energy costs: {percent} in one year',
      'A key employee may leave in {month}',
      'A fine if the term of {date} is missed',
    ],
  },
  person: {
    sentences: [
      '{contact} does so, with the help of {colleague}.',
      '{owner} takes care of it.',
      '{colleague}, as soon as the documents are complete.',
      'The two owners together; {contact} has the final say.',
    ],
    items: [
      '{owner}: writes the report.',
      '{contact}: supplies the missing documents.',
      '{colleague}: checks the figures.',
      '{owner} and {contact}: meet again around {date}.',
    ],
  },
  state: {
    sentences: [
      'Well: turnover rose by {percent} and the order book is full.',
      'Stable. The margin is a little lower than hoped.',
      'Better than expected, although {pastMonth} was quiet.',
      'Satisfactory, with some uncertainty about the autumn.',
    ],
    items: [
      'Turnover rose by {percent}.',
      'The margin stayed the same.',
      'Two new employees have started.',
      'The cash position amounts to {amount}.',
    ],
  },
  wish: {
    sentences: [
      'A monthly overview that can be read in five minutes.',
      'More certainty about the financing before {month}.',
      'To hand over part of the daily management.',
      'Room for an investment of about {amount}.',
    ],
    items: [
      'A monthly overview in plain language',
      'One regular contact person',
      'A new delivery van for about {amount}',
      'A training on the bookkeeping package',
      'An extra employee from {month}',
    ],
  },
  next: {
    sentences: [
      '{owner} sends a summary, and {contact} answers before {date}.',
      'A follow-up meeting around {date}.',
      'First the documents, then the calculation.',
      '{colleague} draws up a proposal in {month}.',
    ],
    items: ['Send the summary', 'Wait for the answer of {contact}', 'Plan a follow-up around {date}'],
  },
  reason: {
    sentences: [
      'Because purchase prices rose by {percent} since {pastMonth}.',
      'The lease ends on {date}, so a choice has to be made now.',
      'A change in the law makes the present arrangement less attractive.',
      'Mainly two one-off orders in {pastMonth}.',
    ],
    items: [
      'Purchase prices rose by {percent}.',
      'Two one-off orders in {pastMonth}.',
      'Lower energy costs since the renovation.',
      'A bad debt of {amount} was written off.',
    ],
  },
  work: {
    sentences: [
      'Leading two large files independently, with fewer corrections in the review.',
      'The switch to the digital archive, finished in {pastMonth}.',
      'Training a new colleague alongside the daily work.',
      'Filing every VAT return on time.',
    ],
    items: [
      'Filing every VAT return on time',
      'Leading two large files independently',
      'Training a new colleague',
      'Shortening the checklist for annual accounts',
      'One advisory talk a month with a client',
    ],
  },
  feeling: {
    sentences: [
      'Good; {contact} is named as a great help.',
      'Satisfied, with a wish for somewhat more contact.',
      'Better than last year, although {pastMonth} was heavy.',
      'Calm and open; nothing remains unsaid.',
    ],
    items: ['Good contact with {contact}', 'A heavy {pastMonth}', 'More calm than last year'],
  },
};
