import { renderToStaticMarkup } from 'react-dom/server';
import { IntlProvider } from 'use-intl';
import { expect, test } from 'vitest';
import sharing from '#src/i18n/locales/en/sharing.json' with { type: 'json' };
import { approvedFile } from '../export/testing/sample.ts';
import type { Way } from '../shared/reach.ts';
import { PartFields } from './part-fields.tsx';
import { emptyDraft } from './send-draft.ts';

async function shown(isShared: boolean, ...ways: Way['kind'][]) {
  const html = renderToStaticMarkup(
    <IntlProvider locale="en" messages={sharing} timeZone="UTC">
      <PartFields
        file={await approvedFile()}
        draft={{ ...emptyDraft, without: ['summary'] }}
        sharing={isShared}
        ways={new Set(ways)}
        disabled={false}
        onChange={() => undefined}
      />
    </IntlProvider>,
  );
  const boxes = [...html.matchAll(/<input type="checkbox"([^>]*)\/><span>([^<]+)</g)];
  const states = boxes.map(([, is = '', name]) => [name, / checked/.test(is), / disabled/.test(is)]);
  return { pdf: states.find(([name]) => name === 'Minutes as PDF'), states, html };
}

const reason = 'Only the text can be sent: nobody outside can fetch a PDF from this dashboard';

test('where nobody outside can reach the dashboard only the text goes, and that is said', async () => {
  const { pdf, html } = await shown(false, 'messenger');
  expect(pdf).toEqual(['Minutes as PDF', false, true]);
  expect(html).toContain(reason);
  expect((await shown(true, 'messenger')).html).not.toContain(reason);
});

test('an e-mail takes the PDF along anyway; a text message says that it has none', async () => {
  const { pdf, html } = await shown(false, 'email', 'text');
  expect(pdf).toEqual(['Minutes as PDF', true, false]);
  expect(html).toContain('E-mails have the PDF attached.');
  expect(html).toContain('An SMS has no PDF');
  expect((await shown(false, 'email')).html).not.toContain(reason);
});

test('a part that is left out is offered, unticked', async () => {
  expect((await shown(true, 'messenger')).states).toContainEqual(['Summary', false, false]);
});
