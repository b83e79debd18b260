/** The company at Chat2Desk: its channels, rights, tags, templates and menu. */

/** Ids resemble those of the real system, so none is mistaken for another. */
export const firstIds = {
  operator: 40_818,
  group: 3373,
  client: 50_485,
  dialog: 4_236_638,
  request: 8_891_565,
  message: 115_816_153,
} as const;

export interface SeedChannel {
  readonly id: number;
  readonly name: string;
  readonly phone: string;
  readonly transports: readonly string[];
  readonly dailyLimit: number | null;
}

export const channels: readonly SeedChannel[] = [
  { id: 18_333, name: 'WhatsApp', phone: '32470009000', transports: ['whatsapp'], dailyLimit: 50 },
  { id: 18_337, name: 'Telegram', phone: '32470009000', transports: ['telegram'], dailyLimit: null },
  { id: 21_085, name: 'E-mail', phone: '', transports: ['email'], dailyLimit: null },
  { id: 21_325, name: 'Website', phone: '', transports: ['widget'], dailyLimit: null },
  { id: 21_750, name: 'Client portal', phone: '', transports: ['external', 'sms'], dailyLimit: null },
];

const permissions: readonly (readonly [name: string, supervisor: boolean, operator: boolean])[] = [
  ['balance', true, false],
  ['dashboard', true, true],
  ['manage_dashboards', true, false],
  ['bulk_messanging_and_mass_ops', true, false],
  ['account_settings', true, false],
  ['workmode', true, false],
  ['auto_answer', true, false],
  ['auto_assignment_of_chats', true, false],
  ['operators', true, false],
  ['create_and_manage_operators', false, false],
  ['online_chat', true, true],
  ['templates', true, true],
  ['tags_and_requests', true, true],
  ['self_service_menu', true, false],
  ['api', false, false],
  ['rating', true, false],
  ['integrations', true, false],
  ['blacklist', true, false],
  ['pin_messages', true, true],
];

export const accessRights = [
  { id: 55_539, name: 'Administrator', role: 'admin', allows: () => true },
  {
    id: 55_540,
    name: 'Supervisor',
    role: 'supervisor',
    allows: (at: number) => permissions[at]?.[1] === true,
  },
  { id: 55_541, name: 'Operator', role: 'operator', allows: (at: number) => permissions[at]?.[2] === true },
].map(({ allows, ...rights }) => ({
  ...rights,
  permissions: Object.fromEntries(permissions.map(([name], at) => [name, allows(at)])),
}));

export const tagGroups: readonly {
  readonly id: number;
  readonly name: string;
  readonly labels: readonly string[];
}[] = [
  {
    id: 1425,
    name: 'Subject',
    labels: ['VAT', 'Appointment', 'Annual accounts', 'Payroll', 'Tax', 'Documents'],
  },
  { id: 1426, name: 'Client', labels: ['VIP', 'Prospect', 'Late payer', 'International'] },
];
export const firstTagId = 5931;

export const templateGroups = [
  { id: 1, name: 'General' },
  { id: 2, name: 'Documents' },
] as const;

export const templates: readonly (readonly [group: number, shortcut: string, name: string, text: string])[] =
  [
    [1, 'hello', 'Greeting', 'Good morning! How can we help you?'],
    [1, 'hours', 'Opening hours', 'We are there from Monday to Friday, 9:00 to 12:30 and 13:30 to 17:30.'],
    [
      1,
      'uren',
      'Openingsuren',
      'We zijn er van maandag tot vrijdag, van 9.00 tot 12.30 en van 13.30 tot 17.30 uur.',
    ],
    [
      1,
      'heures',
      'Heures d’ouverture',
      'Nous sommes là du lundi au vendredi, de 9 h à 12 h 30 et de 13 h 30 à 17 h 30.',
    ],
    [
      1,
      'zeiten',
      'Öffnungszeiten',
      'Wir sind montags bis freitags von 9 bis 12.30 und von 13.30 bis 17.30 Uhr da.',
    ],
    [1, 'call', 'Call back', 'I will call you back today. When would it suit you?'],
    [2, 'vat', 'VAT documents', 'Please send us the invoices of this quarter by the 10th.'],
    [2, 'btw', 'Btw-stukken', 'Stuurt u ons de facturen van dit kwartaal vóór de 10e?'],
    [2, 'bank', 'Bank statements', 'Could you send us the bank statements since January?'],
    [2, 'received', 'All received', 'Thank you, we have received everything.'],
  ];

/** Items of the menu of each channel; those with a command such as 1.1 are below 1. */
export const menu: readonly (readonly [command: string, name: string, text: string])[] = [
  ['0', 'Main menu', 'How can we help you?'],
  ['1', 'Make an appointment', 'Which day would suit you?'],
  ['2', 'Send documents', 'Send us your documents here, as photos or PDF.'],
  ['3', 'Opening hours', 'Monday to Friday, 9:00 to 12:30 and 13:30 to 17:30.'],
  ['4', 'Speak to somebody', 'One of us will answer in a moment.'],
];
export const firstMenuId = 61_528;

export const tickets: readonly (readonly [summary: string, description: string])[] = [
  ['Invoices of the garage are missing', 'Two invoices for the VAT return of this quarter.'],
  ['Send the draft annual accounts again', 'The partner has not received them.'],
  ['Check the advance payment', 'The client received a reminder although it was paid.'],
  ['Register a new employee', 'Full time, from the first of the month.'],
  ['Move the meeting', 'From Thursday to Tuesday, eleven o’clock.'],
  ['Insurance certificate', 'Ask the broker again when it has not come by Friday.'],
  ['Explain the depreciation', 'A call with the client and the partner.'],
  ['Update the bank account', 'The client has changed banks.'],
];
