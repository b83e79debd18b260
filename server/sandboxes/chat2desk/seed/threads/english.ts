import type { Thread } from './thread.ts';

export const english: readonly Thread[] = [
  {
    tag: 'VAT',
    lines: [
      '< Good morning, do you still need invoices for the VAT return?',
      '* Thank you for your message. We answer within working hours.',
      '> Good morning {client}, yes: the two from the garage are missing.',
      '< I will scan them this afternoon.',
      '< Here they are, both in one file. [invoices.pdf]',
      '> Received, thank you. We file on the 20th.',
      '< Perfect, thanks {operator}!',
    ],
  },
  {
    tag: 'Appointment',
    lines: [
      '< Hi {operator}, could we move our meeting to next week?',
      '> Of course. Would Tuesday at ten suit you?',
      '< Ten is difficult, could it be eleven?',
      '> Eleven it is. I have sent you a new invitation.',
      '# Moved from Thursday; annual accounts are on the agenda.',
      '< [voice-message.wav]',
      '> The bank statements since January, please.',
    ],
  },
  {
    tag: 'Annual accounts',
    lines: [
      '> Good afternoon {client}, the draft annual accounts are ready for you.',
      '< Thank you. The depreciation is higher than last year, is that right?',
      '> Yes, because of the van you bought in May. It is on page four.',
      '< Clear. My partner would like to see it too.',
      '> I have sent it to both of you. Please reply here if you agree.',
      '< We agree, go ahead.',
    ],
  },
  {
    tag: 'Payroll',
    lines: [
      '< Hello, we are taking on somebody from the first of the month.',
      '> Congratulations! I need the contract, an identity card and the bank account.',
      '< How many hours is full time with us, 38?',
      '> 38 indeed. Part time has to be entered before the first day.',
      '< It is full time. I am sending the papers now.',
      '> All there. The registration is done.',
      '# Payroll has taken it over.',
    ],
  },
  {
    tag: 'Tax',
    lines: [
      '< I received a letter about an advance payment. What should I do with it?',
      '* We have received your message.',
      '> Could you send me a photo of it, {client}?',
      '< Sent. [letter.png]',
      '> It is only a reminder: the payment went out last week.',
      '< What a relief, thank you.',
    ],
  },
  {
    tag: 'Documents',
    lines: [
      '> Hello {client}, we are still missing the insurance certificate.',
      '< I asked the broker, he promised it for tomorrow.',
      '> Fine, then I will wait until tomorrow.',
      '< Here it is at last. [certificate.pdf]',
      '> Thank you, that was the last one.',
      '< Have a good weekend!',
    ],
  },
];
