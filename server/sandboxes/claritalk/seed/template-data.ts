/** What a question asks for: answers are written per kind. */
export type AnswerKind =
  | 'decision'
  | 'deadline'
  | 'amount'
  | 'documents'
  | 'risk'
  | 'person'
  | 'state'
  | 'wish'
  | 'next'
  | 'reason'
  | 'work'
  | 'feeling';

/** The kinds of meeting that the seed can describe; one type each. */
export type StoryKey = 'client' | 'annual' | 'tax' | 'intake' | 'team' | 'review' | 'call';

/** How long an answer is; a single line where nothing is said. */
export type OutputType = 'single_line' | 'multi_line';

type SeedQuestion = readonly [question: string, asksFor: AnswerKind, output?: OutputType];

export interface SeedType {
  readonly name: string;
  readonly themes: readonly { readonly name: string; readonly questions: readonly SeedQuestion[] }[];
}

export const types: Readonly<Record<StoryKey, SeedType>> = {
  client: {
    name: 'Client meeting',
    themes: [
      {
        name: 'Situation of the client',
        questions: [
          ['How is the business doing at the moment?', 'state'],
          ['What has changed since the last meeting?', 'reason'],
          ['What is the client worried about?', 'risk', 'multi_line'],
          ['What does the client wish for in the coming year?', 'wish'],
        ],
      },
      {
        name: 'Figures and cash flow',
        questions: [
          ['What turnover does the client expect?', 'amount'],
          ['Which invoices are overdue, and for how much?', 'amount'],
          ['How is the cash position developing?', 'state'],
          ['Which investments are planned?', 'wish', 'multi_line'],
        ],
      },
      {
        name: 'Agreements',
        questions: [
          ['What was decided?', 'decision', 'multi_line'],
          ['Who does what?', 'person', 'multi_line'],
          ['By when must it be done?', 'deadline'],
          ['What is the next step?', 'next'],
        ],
      },
    ],
  },
  annual: {
    name: 'Annual accounts review',
    themes: [
      {
        name: 'Result of the year',
        questions: [
          ['How does the result compare with last year?', 'state'],
          ['Which events explain the difference?', 'reason', 'multi_line'],
          ['What will be done with the profit?', 'decision'],
          ['How much is reserved for tax?', 'amount'],
        ],
      },
      {
        name: 'Balance sheet',
        questions: [
          ['Which items still need evidence?', 'documents', 'multi_line'],
          ['Are there risks that are not in the balance sheet?', 'risk'],
          ['Why did stocks and receivables change?', 'reason'],
          ['What is the amount of the current account of the director?', 'amount'],
        ],
      },
      {
        name: 'Closing',
        questions: [
          ['When is the general meeting?', 'deadline'],
          ['Who signs the annual accounts?', 'person'],
          ['Which documents are missing?', 'documents', 'multi_line'],
          ['What must happen before filing?', 'next'],
        ],
      },
    ],
  },
  tax: {
    name: 'Tax advice',
    themes: [
      {
        name: 'Question of the client',
        questions: [
          ['What does the client want to achieve?', 'wish'],
          ['Why does the question come up now?', 'reason'],
          ['Which facts are established?', 'state', 'multi_line'],
          ['Who else is involved?', 'person'],
        ],
      },
      {
        name: 'Analysis',
        questions: [
          ['Which risks were named?', 'risk', 'multi_line'],
          ['Which amounts are at stake?', 'amount'],
          ['Which route was preferred, and why?', 'decision'],
          ['Which evidence does the file need?', 'documents', 'multi_line'],
        ],
      },
      {
        name: 'Follow-up of the advice',
        questions: [
          ['What was decided about a ruling?', 'decision'],
          ['When does the term end?', 'deadline'],
          ['Who informs the tax authorities?', 'person'],
          ['What is the next step in the file?', 'next'],
        ],
      },
    ],
  },
  intake: {
    name: 'Intake with a prospect',
    themes: [
      {
        name: 'The prospect',
        questions: [
          ['How is the company doing?', 'state'],
          ['Why is the prospect looking for another firm?', 'reason'],
          ['Who decides about the engagement?', 'person'],
          ['Which documents did the prospect bring?', 'documents', 'multi_line'],
        ],
      },
      {
        name: 'Expectations',
        questions: [
          ['Which services does the prospect ask for?', 'wish', 'multi_line'],
          ['What budget was mentioned?', 'amount'],
          ['When should the engagement begin?', 'deadline'],
          ['What would make the prospect hesitate?', 'risk'],
        ],
      },
      {
        name: 'Acceptance',
        questions: [
          ['What must still be received before acceptance?', 'documents', 'multi_line'],
          ['Are there signs that call for enhanced due diligence?', 'risk'],
          ['Was a proposal promised?', 'decision'],
          ['How do we continue?', 'next'],
        ],
      },
    ],
  },
  team: {
    name: 'Team meeting',
    themes: [
      {
        name: 'Planning',
        questions: [
          ['Which documents are we still waiting for?', 'documents', 'multi_line'],
          ['What asks for most attention in the coming weeks?', 'work'],
          ['Which deadlines fall in the next weeks?', 'deadline'],
          ['How is the workload divided?', 'person', 'multi_line'],
        ],
      },
      {
        name: 'Quality',
        questions: [
          ['What went well?', 'work'],
          ['Which improvements are we working on?', 'work', 'multi_line'],
          ['Which documents were missing in the internal review?', 'documents', 'multi_line'],
          ['Which working agreements were made?', 'decision', 'multi_line'],
        ],
      },
      {
        name: 'Announcements',
        questions: [
          ['Who covers for absent colleagues?', 'person'],
          ['What happens next?', 'next'],
          ['What budget is available?', 'amount'],
          ['How is the mood in the team?', 'feeling'],
        ],
      },
    ],
  },
  review: {
    name: 'Performance interview',
    themes: [
      {
        name: 'Looking back',
        questions: [
          ['Which goals were reached?', 'work', 'multi_line'],
          ['What takes the most time at the moment?', 'work'],
          ['How is the cooperation with the team?', 'feeling'],
          ['What is the employee proud of?', 'work'],
        ],
      },
      {
        name: 'Looking forward',
        questions: [
          ['Which goals were agreed?', 'work', 'multi_line'],
          ['What would the employee like to work on next year?', 'work'],
          ['What support was promised, and by whom?', 'person'],
          ['When is the next interview?', 'deadline'],
        ],
      },
      {
        name: 'Well-being',
        questions: [
          ['How is the balance between work and private life?', 'feeling'],
          ['How did the busy periods go?', 'feeling'],
          ['Which tasks would the employee like to take on?', 'work', 'multi_line'],
          ['Which arrangements about pay were discussed?', 'amount'],
        ],
      },
    ],
  },
  call: {
    name: 'Telephone call',
    themes: [
      {
        name: 'Reason for the call',
        questions: [
          ['Why did the caller ring?', 'reason'],
          ['What did the caller ask for?', 'wish'],
          ['Which file does it concern?', 'documents'],
          ['How urgent is it?', 'deadline'],
        ],
      },
      {
        name: 'Handling',
        questions: [
          ['What was answered?', 'decision'],
          ['Who calls back?', 'person'],
          ['What was promised?', 'next'],
          ['Is there a risk for the client?', 'risk'],
        ],
      },
      {
        name: 'Afterwards',
        questions: [
          ['What must be written down in the file?', 'documents', 'multi_line'],
          ['How long may it take at most?', 'deadline'],
          ['What can be invoiced?', 'amount'],
          ['Was the caller satisfied?', 'feeling'],
        ],
      },
    ],
  },
};
