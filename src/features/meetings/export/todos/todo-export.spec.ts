import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { dayAfter } from '../calendar/icalendar.ts';
import { invitable, writeNextMeeting } from '../calendar/next-meeting.ts';
import type { ExportedTodo, TodoWords } from './exported-todo.ts';
import { writeTodoDays, writeTodoTasks } from './todo-calendar.ts';
import { writeTodoCsv, writeTodoMarkdown, writeTodoTxt } from './todo-lists.ts';

const now = new Date('2027-03-01T08:00:00Z');
const words: TodoWords = {
  untitled: 'Untitled',
  note: ({ owner, due }) => [owner, due && `due ${due}`].filter(Boolean).join(', '),
  columns: { task: 'To-do', who: 'Who', due: 'Due', state: 'State', meeting: 'Meeting', link: 'Link' },
  state: (done) => (done ? 'Done' : 'To do'),
};
const meeting = {
  id: 'A1',
  name: 'Budget, 2027',
  createdAt: Date.parse('2027-02-28T10:00:00Z'),
  url: 'https://dashboard.example/meetings/A1',
};
const todo = (change: Partial<ExportedTodo> = {}): ExportedTodo => ({
  ...{ key: 't1', description: 'Send the figures', owner: 'Ada Verbruggen', due: '2027-03-28', done: false },
  meeting,
  ...change,
});

describe('a calendar of to-dos', () => {
  it('has an entry of a whole day, line by line as RFC 5545 says', () => {
    expect(writeTodoDays([todo()], words, now).split('\r\n')).toEqual([
      'BEGIN:VCALENDAR',
      'PRODID:-//Claritalk//Dashboard//EN',
      'VERSION:2.0',
      'BEGIN:VEVENT',
      'UID:t1.a1@claritalk-dashboard',
      'DTSTAMP:20270301T080000Z',
      'DTSTART;VALUE=DATE:20270328',
      'DTEND;VALUE=DATE:20270329',
      'SUMMARY:Send the figures',
      'DESCRIPTION:Ada Verbruggen\\nBudget\\, 2027\\nhttps://dashboard.example/meeti',
      ' ngs/A1',
      'URL:https://dashboard.example/meetings/A1',
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('leaves out what has no day; a task list does not', () => {
    const both = [todo(), todo({ key: 't2', due: undefined, done: true })];
    const parts = (text: string) => ICAL.Component.fromString(text).getAllSubcomponents();
    expect(parts(writeTodoDays(both, words, now)).map((part) => part.getFirstPropertyValue('uid'))).toEqual([
      't1.a1@claritalk-dashboard',
    ]);
    expect(
      parts(writeTodoTasks(both, words, now)).map((part) => [
        part.name,
        part.getFirstPropertyValue('status'),
        part.getFirstPropertyValue('due')?.toString(),
      ]),
    ).toEqual([
      ['vtodo', 'NEEDS-ACTION', '2027-03-28'],
      ['vtodo', 'COMPLETED', undefined],
    ]);
  });

  it.each([
    'a; b, c \\ d\nsecond line',
    '漢字'.repeat(60),
    'שלום 👩‍👩‍👧‍👦 '.repeat(20).trim(),
    'BEGIN:VEVENT\r\nUID:x',
  ])('gives “%s” back as it was, in lines of at most 75 bytes', (description) => {
    const text = writeTodoDays([todo({ description })], words, now);
    const lines = text.split('\r\n');
    expect(Math.max(...lines.map((line) => new TextEncoder().encode(line).length))).toBeLessThanOrEqual(75);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const [entry, ...others] = ICAL.Component.fromString(text).getAllSubcomponents();
    expect(others).toEqual([]);
    expect(entry?.getFirstPropertyValue('summary')).toBe(description.replace('\r\n', '\n'));
  });

  it('has no control characters', () => {
    expect(writeTodoDays([todo({ description: 'a\u0000b\u0007c\u0085d\te' })], words, now)).toContain(
      'SUMMARY:abcd\te\r\n',
    );
  });

  it.each([
    ['2027-12-31', '2028-01-01'],
    ['2028-02-28', '2028-02-29'],
    ['2027-03-28', '2027-03-29'],
  ])('%s ends on %s', (day, next) => {
    expect(dayAfter(day)).toBe(next);
  });
});

describe('lists of to-dos', () => {
  const odd = todo({
    key: 't2',
    description: 'x (A) call\n# back *now*',
    owner: undefined,
    due: undefined,
    meeting: { ...meeting, id: 'B2', name: undefined, createdAt: undefined },
  });

  it('are a table', () => {
    expect(writeTodoCsv([todo(), todo({ description: '=1+1', done: true })], words, ',')).toBe(
      '\uFEFFTo-do,Who,Due,State,Meeting,Link\r\n' +
        'Send the figures,Ada Verbruggen,2027-03-28,To do,"Budget, 2027",https://dashboard.example/meetings/A1\r\n' +
        '\'=1+1,Ada Verbruggen,2027-03-28,Done,"Budget, 2027",https://dashboard.example/meetings/A1\r\n',
    );
  });

  it('are lines of todo.txt, in which words mean nothing by chance', () => {
    expect(writeTodoTxt([todo(), todo({ done: true }), odd], words, '2027-03-01')).toBe(
      '2027-02-28 Send the figures +Budget,_2027 @Ada_Verbruggen due:2027-03-28\n' +
        'x Send the figures +Budget,_2027 @Ada_Verbruggen due:2027-03-28\n' +
        '2027-03-01 x (A) call # back *now* +Untitled\n',
    );
  });

  it('are task lists of Markdown under their meetings', () => {
    expect(writeTodoMarkdown([todo(), odd, todo({ key: 't3', done: true, owner: undefined })], words)).toBe(
      '## [Budget, 2027](https://dashboard.example/meetings/A1)\n\n' +
        '- [ ] Send the figures (Ada Verbruggen, due 2027-03-28)\n' +
        '- [x] Send the figures (due 2027-03-28)\n\n' +
        '## [Untitled](https://dashboard.example/meetings/A1)\n\n' +
        '- [ ] x (A) call \\# back \\*now\\*\n',
    );
  });
});

describe('the next meeting', () => {
  it('is at one instant, with the people who have an address', () => {
    const attendees = [
      { name: 'Bo "the" Builder', email: 'bo@client.test', integrationId: undefined },
      { name: 'ada@sandbox.test', email: undefined, integrationId: undefined },
      { name: 'Nobody', email: undefined, integrationId: undefined },
      { name: 'Bo again', email: 'BO@client.test', integrationId: undefined },
    ];
    const invited = invitable({ attendees }, 'Ada@sandbox.test');
    expect(invited).toEqual([{ name: 'Bo "the" Builder', email: 'bo@client.test' }]);
    const text = writeNextMeeting(
      {
        ...{ id: 'i1', title: 'Follow-up: Budget', start: new Date('2027-03-28T01:00:00Z'), minutes: 90 },
        ...{ place: '', notes: 'Still to do:\n- a', invited },
        organizer: { name: 'Ada', email: 'ada@sandbox.test' },
      },
      now,
    );
    expect(text.replaceAll('\r\n ', '').split('\r\n')).toEqual([
      'BEGIN:VCALENDAR',
      'PRODID:-//Claritalk//Dashboard//EN',
      'VERSION:2.0',
      'BEGIN:VEVENT',
      'UID:i1@claritalk-dashboard',
      'DTSTAMP:20270301T080000Z',
      'DTSTART:20270328T010000Z',
      'DTEND:20270328T023000Z',
      'SUMMARY:Follow-up: Budget',
      'DESCRIPTION:Still to do:\\n- a',
      'ORGANIZER;CN=Ada:mailto:ada@sandbox.test',
      "ATTENDEE;CN=Bo 'the' Builder;RSVP=TRUE:mailto:bo@client.test",
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });
});
