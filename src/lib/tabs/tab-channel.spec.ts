import { expect, test } from 'vitest';
import { sleepingPage } from '../testing/sleeping-page.ts';
import { TabChannel } from './tab-channel.ts';

test('tabs hear each other, a sleeping one does not, and it is told when it is back', async () => {
  const page = sleepingPage();
  const name = crypto.randomUUID();
  const heard: string[] = [];
  const sleeper = new TabChannel<string>(name, () => heard.push('back'), page.life);
  const other = new TabChannel<string>(name);
  const answered: string[] = [];
  sleeper.onmessage = ({ data }) => {
    heard.push(data);
    sleeper.postMessage(`${data}!`);
  };
  const answers = () =>
    new Promise<void>((resolve) => {
      other.onmessage = ({ data }) => {
        answered.push(data);
        resolve();
      };
    });
  let next = answers();
  other.postMessage('one');
  await next;
  page.hide();
  other.postMessage('two');
  sleeper.postMessage('from my sleep');
  page.show();
  next = answers();
  other.postMessage('three');
  await next;
  expect(heard).toEqual(['one', 'back', 'three']);
  expect(answered).toEqual(['one!', 'three!']);
  sleeper.close();
  other.close();
});
