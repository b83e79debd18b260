import type { Language } from '../language.ts';
import { englishAnswers } from './english-answers.ts';

export const english: Language = {
  locale: 'en',
  agreed: 'Agreed',
  attention: 'Needs attention',
  answers: englishAnswers,
  stories: {
    client: {
      names: [
        'Quarterly meeting with {client}',
        '{client}: cash flow and investments',
        'Planning for {year} with {client}',
        'Progress talk with {contact} ({client})',
        'Half-year figures of {client}',
      ],
      openings: [
        '{owner} met {contact} to go through the interim figures of {client}. Turnover is {percent} higher than a year ago, mainly because of two larger orders in {pastMonth}.',
        'The meeting with {contact} was about the state of affairs at {client}. The order book is well filled until {month}, but staff remain hard to find.',
        '{contact} explained how {client} came through the past months. Margins are under pressure because purchase prices rose faster than the company could pass on.',
      ],
      middles: [
        'Receivables deserve attention: about {amount} has been open for more than sixty days. {contact} will call the three largest debtors in person before reminders go out.',
        'The planned investment of {amount} was discussed at length. A leasing contract weighs less on the cash position in the first year than a loan; {owner} will put both side by side.',
        'The price list has not been revised since {lastYear}. An increase of {percent} from {month} seems feasible without losing regular customers.',
        'The digital mailbox for purchase invoices works well, though scans without a purchase order number still cost extra time.',
      ],
      endings: [
        'The next meeting is planned around {date}. Until then {colleague} keeps an eye on the cash forecast.',
        '{contact} was satisfied with the clear overview and asked for the same format next quarter.',
        'The agreements were repeated at the end, and {owner} will confirm them by e-mail.',
      ],
      topics: [
        [
          'Interim figures',
          'Turnover and margin of the quarter',
          'Turnover grew by {percent}; the margin stayed the same.',
        ],
        [
          'Outstanding invoices',
          'Receivables older than sixty days',
          'About {amount} is overdue; {contact} will call the largest debtors.',
        ],
        [
          'Investment plan',
          'Financing of the new equipment',
          'Leasing and a loan will be compared before {date}.',
        ],
        [
          'Prices for next year',
          'Whether and when to raise prices',
          'An increase from {month} was thought realistic.',
        ],
        [
          'Digital invoices',
          'Preparation for e-invoicing',
          'The package is ready; a test run follows in {month}.',
        ],
      ],
      todos: [
        'Compare leasing and a loan for {client}',
        'Send the overview of overdue invoices to {contact}',
        'Update the cash forecast up to {month}',
        'Draft a proposal for the new price list',
        'Plan the next quarterly meeting with {client}',
      ],
    },
    annual: {
      names: [
        'Annual accounts {lastYear} – {client}',
        'Closing talk {client}',
        'Draft annual accounts of {client}',
        'Balance sheet review with {contact}',
      ],
      openings: [
        '{owner} presented the draft annual accounts of {client} to {contact}. The profit before tax amounts to {amount}, which is {percent} more than in the previous year.',
        'The draft accounts of {client} for {lastYear} were gone through page by page. The result is slightly lower because of one-off repair costs.',
        'With {contact} the closing of the financial year {lastYear} was discussed. Nearly all balance sheet items have been reconciled.',
      ],
      middles: [
        'The stock count showed a difference of {amount}, which could be traced to two deliveries around the year end. The correction has been agreed.',
        'The current account of the director has risen. To avoid questions about interest, part of it will be repaid before {date}.',
        'Depreciation of the machines was brought into line with their real lifetime. That lowers the charge by {percent} a year.',
        'A provision for the pending dispute was considered. On the advice of the lawyer it was kept out of the balance sheet, and it will be mentioned in the notes.',
      ],
      endings: [
        'The general meeting is set for {date}; filing follows directly afterwards.',
        'Once the bank statements are complete the accounts can be finalised. {colleague} prepares the minutes.',
        '{contact} approved the draft subject to the remaining evidence.',
      ],
      topics: [
        [
          'Result of the year',
          'Comparison with last year',
          'The result improved by {percent}, thanks to lower energy costs.',
        ],
        ['Stock valuation', 'Difference after the stock count', 'A correction of {amount} will be booked.'],
        [
          'Current account of the director',
          'Interest and repayment',
          'Part of the balance will be repaid before {date}.',
        ],
        [
          'Distribution of profit',
          'Dividend or reserve',
          'A modest dividend was preferred; the rest is reserved.',
        ],
        ['General meeting', 'Date and agenda', 'The meeting takes place on {date}.'],
      ],
      todos: [
        'Book the stock correction of {amount}',
        'Request the missing bank statements from {contact}',
        'Prepare the minutes of the general meeting',
        'File the annual accounts of {client}',
        'Explain the notes on the pending dispute',
      ],
    },
    tax: {
      names: [
        'Tax position of {client}',
        'Advice on VAT – {client}',
        'Succession planning {contact}',
        'Holding structure {client}: tax consequences',
      ],
      openings: [
        '{contact} asked what the tax consequences are of bringing {client} under a holding company. {owner} set out two possible routes.',
        'The talk was about the VAT treatment of cross-border deliveries by {client}. Since {pastMonth} the company also sells to private customers abroad.',
        'Together with {colleague}, {owner} discussed the transfer of {client} to the next generation with {contact}.',
      ],
      middles: [
        'With a contribution of shares the gain remains exempt if the conditions are met for three years. The alternative is simpler, but costs about {amount} in tax straight away.',
        'The threshold for distance sales has been exceeded. Registration for the one-stop shop before {date} prevents registrations in several countries.',
        'Company car and home office were checked as well: the benefit in kind rises by {percent} next year.',
        'The tax authorities asked for information about the management fees. A documented basis for the hourly rates is available and will be attached to the reply.',
      ],
      endings: [
        'A written advice with a comparison of both routes follows before {date}.',
        '{contact} prefers the safer route and wants a ruling first.',
        'No decision was taken yet; the family wants to talk it over first.',
      ],
      topics: [
        [
          'Holding structure',
          'Contribution of shares or sale',
          'The contribution is preferred because of the exemption.',
        ],
        [
          'Distance sales',
          'VAT on sales to private customers abroad',
          'Registration for the one-stop shop will be requested.',
        ],
        ['Benefit in kind', 'Company cars and home office', 'The benefit rises by {percent} next year.'],
        [
          'Request for information',
          'Letter from the tax authorities',
          'The reply must be sent before {date}.',
        ],
        ['Succession', 'Transfer to the children', 'A family meeting will be held first.'],
      ],
      todos: [
        'Write the advice with both routes for {client}',
        'Register {client} for the one-stop shop',
        'Answer the request for information before {date}',
        'Ask the notary for a draft deed',
        'Collect the basis for the management fees',
      ],
    },
    intake: {
      names: [
        'Intake {client}',
        'First meeting with {contact}',
        'Getting to know {client}',
        'Possible engagement: {client}',
      ],
      openings: [
        '{contact} introduced {client} and explained why the company is looking for a new accountant. The present firm answers slowly and sends unclear invoices.',
        'In this first talk {owner} and {contact} explored whether {client} and the firm suit each other. The company has grown quickly and lacks a monthly report.',
        '{client} was recommended by another client. {contact} above all wants one regular contact person.',
      ],
      middles: [
        'The books are kept in a cloud package with a link to the bank. About {percent} of the purchase invoices already arrive electronically.',
        'The services asked for are bookkeeping, VAT returns, annual accounts and a yearly planning talk. A fixed fee of about {fee} a month was named as a guideline.',
        'Payroll stays with the present provider until {month}. After that one supplier for everything would be welcome.',
        'The identity card and the articles of association were shown; the register of beneficial owners still has to be checked.',
      ],
      endings: [
        'A proposal was promised for {date}. {contact} decides together with the co-owner.',
        'The impression is good. {colleague} carries out the client acceptance.',
        'The engagement can start on the first of {month} if the handover file arrives in time.',
      ],
      topics: [
        [
          'Reason for the change',
          'Experience with the present firm',
          'Slow answers and unclear invoices were the main complaint.',
        ],
        [
          'Services wanted',
          'Scope of the engagement',
          'Bookkeeping, VAT, annual accounts and a planning talk.',
        ],
        ['Fee', 'Fixed fee or by the hour', 'A fixed fee of about {fee} a month is preferred.'],
        ['Handover', 'File of the previous accountant', 'The file is expected before {date}.'],
      ],
      todos: [
        'Send the proposal to {contact}',
        'Check the register of beneficial owners',
        'Ask the previous accountant for the handover file',
        'Plan the start meeting with {client}',
      ],
    },
    team: {
      names: [
        'Team meeting {month}',
        'Weekly planning of the files',
        'Start of the VAT season {year}',
        'Review of working agreements',
        'Stand-up before the filing deadline',
      ],
      openings: [
        'The team went through the planning for {month}. Most files are on schedule; six annual accounts still wait for documents from clients.',
        '{owner} opened with the figures of the past month. The productivity rose by {percent}, although two colleagues were on leave.',
        'The filing season is approaching, so the meeting was mainly about dividing the work.',
      ],
      middles: [
        '{colleague} takes over three files for the time being, so that the deadline of {date} can be met.',
        'The new checklist for VAT returns saves time. One question turned out to be ambiguous and will be rewritten.',
        'During the internal review, missing signatures on engagement letters were found. Everybody checks their own files.',
        'The budget for training is {amount}. A course on e-invoicing and one on interview skills were proposed.',
      ],
      endings: [
        'The next team meeting is on {date}.',
        'Everybody knows which files come first this week.',
        '{owner} will share the adjusted planning this afternoon.',
      ],
      topics: [
        [
          'Files that are late',
          'Which ones and why',
          'Six files still wait for documents; reminders go out today.',
        ],
        ['Division of work', 'Cover during leave', '{colleague} takes over three files.'],
        ['Checklist for VAT returns', 'Experience so far', 'It saves time; one question will be rewritten.'],
        ['Training', 'Budget and wishes', 'Two courses were proposed within the budget of {amount}.'],
        [
          'Internal review',
          'Findings of the past quarter',
          'Missing signatures will be collected before {date}.',
        ],
      ],
      todos: [
        'Rewrite the ambiguous question in the checklist',
        'Remind the clients whose documents are missing',
        'Collect the missing signatures',
        'Register the team for the course on e-invoicing',
        'Share the adjusted planning',
      ],
    },
    review: {
      names: [
        'Performance interview {colleague}',
        'Yearly talk with {colleague}',
        'Goals for {year}: {colleague}',
        'Progress interview {colleague}',
      ],
      openings: [
        '{owner} looked back on the past year with {colleague}. The goals were largely reached, and the feedback from clients is positive.',
        'The interview with {colleague} took place in an open atmosphere. The work on the larger files is appreciated.',
        '{colleague} told that the past months were busy but instructive.',
      ],
      middles: [
        'The workload around the filing deadlines is high. It was agreed to plan leave earlier and to hand over two files.',
        '{colleague} wants to grow into a role with more client contact and would like to follow a training in advisory skills.',
        'Working from home two days a week goes well; the contact with younger colleagues deserves attention.',
        'The pay was discussed: an increase of {percent} from {month} was proposed.',
      ],
      endings: [
        'The next interview is on {date}.',
        'Both signed the report of the interview.',
        '{owner} will come back on the training before {date}.',
      ],
      topics: [
        ['Goals of the past year', 'What was reached', 'Four of the five goals were reached.'],
        ['Workload', 'Busy periods and leave', 'Two files will be handed over.'],
        ['Training', 'Wishes for the coming year', 'A training in advisory skills was requested.'],
        ['Pay', 'Proposal for the coming year', 'An increase of {percent} was proposed.'],
      ],
      todos: [
        'Request a quote for the training of {colleague}',
        'Hand over two files to the team',
        'Write the report of the interview',
        'Plan the next interview with {colleague}',
      ],
    },
    call: {
      names: [
        'Call with {contact}',
        'Phone call {client}: letter from the tax office',
        '{contact} about an invoice',
        'Short call with {client}',
      ],
      openings: [
        '{contact} called about a letter from the tax office that {client} received this week.',
        '{contact} rang with a question about the last invoice of the firm.',
        '{client} wanted to know whether the VAT return can be filed a few days earlier.',
      ],
      middles: [
        'The letter concerns an estimated assessment of {amount}. {owner} explained that an objection is possible until {date}.',
        'The invoice turned out to contain one hour too many; a credit note was promised.',
        'All documents are there, so that filing before {date} is possible.',
      ],
      endings: [
        '{owner} will confirm this by e-mail.',
        '{colleague} will call back tomorrow morning.',
        'The caller was reassured and satisfied.',
      ],
      topics: [
        ['Letter from the tax office', 'Estimated assessment', 'An objection will be filed before {date}.'],
        ['Invoice', 'Question about the hours', 'A credit note was promised.'],
        ['VAT return', 'Earlier filing', 'Filing before {date} is possible.'],
      ],
      todos: [
        'File an objection for {client}',
        'Send the credit note to {contact}',
        'Call {contact} back',
        'Confirm the agreement by e-mail',
      ],
    },
  },
};
