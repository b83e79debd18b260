import { renderToStaticMarkup } from 'react-dom/server';
import { IntlProvider } from 'use-intl';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { getCompany, switchCompanyMode } from '#contract/chat2desk/company.ts';
import { type DeskFault, type DeskFaultName, deskFaults } from '#contract/chat2desk/testing/faults.ts';
import { call, setTokenSource } from '#src/api/client/client.ts';
import { ApiError } from '#src/api/client/errors.ts';
import { write } from '#src/api/client/write.ts';
import { type Language, languages } from '#src/i18n/languages.ts';
import { useRefusalText } from './use-refusal-text.ts';

const files = import.meta.glob<{ default: object }>('../../i18n/locales/*/{first,refusals}.json', {
  eager: true,
});
const messagesOf = (language: Language) =>
  Object.assign(
    {},
    ...Object.entries(files).flatMap(([path, { default: texts }]) =>
      path.includes(`/${language}/`) ? [texts] : [],
    ),
  );

interface PageProps {
  readonly error: unknown;
  readonly onText: (text: string) => void;
}

function Page({ error, onText }: PageProps) {
  onText(useRefusalText()(error));
  return null;
}

/** What a page says of an error. */
function said(error: unknown, language: Language): string {
  let text = '';
  const hear = (words: string) => {
    text = words;
  };
  renderToStaticMarkup(
    <IntlProvider locale={language} messages={messagesOf(language)} timeZone="UTC">
      <Page error={error} onText={hear} />
    </IntlProvider>,
  );
  return text.replaceAll(/[\u2066-\u2069]/g, '');
}

/** The gateway answers as its own spec says that it does. */
function answerWith({ status, code, values, retryAfter }: DeskFault): void {
  setTokenSource({ accessToken: async () => 'token', sessionEnded: () => {} });
  const headers = { ...(retryAfter === undefined ? {} : { 'Retry-After': retryAfter }) };
  vi.stubGlobal('fetch', async () =>
    Response.json({ message: 'in English', refusal: { code, values } }, { status, headers }),
  );
}
afterEach(() => vi.unstubAllGlobals());

const sentences: Readonly<Record<DeskFaultName, Readonly<Record<Language, string>>>> = {
  'it does not accept the key': {
    en: 'Chat2Desk no longer accepts the key of your organisation. An organisation admin has to enter a new one.',
    nl: 'Chat2Desk aanvaardt de sleutel van uw organisatie niet meer. Een organisatiebeheerder moet een nieuwe invoeren.',
    fr: 'Chat2Desk n’accepte plus la clé de votre organisation. Un administrateur de l’organisation doit en saisir une nouvelle.',
    de: 'Chat2Desk nimmt den Schlüssel Ihrer Organisation nicht mehr an. Ein Organisationsadministrator muss einen neuen eingeben.',
  },
  'it gets too many requests': {
    en: 'Chat2Desk accepts no more requests for now (“Too Many Attempts.”). Nothing was changed. An organisation admin can see under Integrations whether the month’s requests are used up. Try again in 7 seconds.',
    nl: 'Chat2Desk aanvaardt nu geen verzoeken meer (“Too Many Attempts.”). Er is niets gewijzigd. Een organisatiebeheerder ziet onder Integraties of de verzoeken van deze maand op zijn. Probeer het opnieuw over 7 seconden.',
    fr: 'Chat2Desk n’accepte plus de demandes pour le moment (« Too Many Attempts. »). Rien n’a été modifié. Un administrateur de l’organisation voit sous Intégrations si les requêtes du mois sont épuisées. Réessayez dans 7 secondes.',
    de: 'Chat2Desk nimmt gerade keine Anfragen mehr an („Too Many Attempts.“). Es wurde nichts geändert. Ein Organisationsadministrator sieht unter Integrationen, ob die Anfragen des Monats aufgebraucht sind. Versuchen Sie es in 7 Sekunden erneut.',
  },
  'the requests of the month are used up': {
    en: 'Chat2Desk accepts no more requests for now (“The requests of this month are used up”). Nothing was changed. An organisation admin can see under Integrations whether the month’s requests are used up.',
    nl: 'Chat2Desk aanvaardt nu geen verzoeken meer (“The requests of this month are used up”). Er is niets gewijzigd. Een organisatiebeheerder ziet onder Integraties of de verzoeken van deze maand op zijn.',
    fr: 'Chat2Desk n’accepte plus de demandes pour le moment (« The requests of this month are used up »). Rien n’a été modifié. Un administrateur de l’organisation voit sous Intégrations si les requêtes du mois sont épuisées.',
    de: 'Chat2Desk nimmt gerade keine Anfragen mehr an („The requests of this month are used up“). Es wurde nichts geändert. Ein Organisationsadministrator sieht unter Integrationen, ob die Anfragen des Monats aufgebraucht sind.',
  },
  'it fails': {
    en: 'Chat2Desk has a problem at the moment. Nothing you did is lost; try again.',
    nl: 'Chat2Desk heeft op dit moment een probleem. Er is niets verloren; probeer het opnieuw.',
    fr: 'Chat2Desk rencontre un problème pour le moment. Rien de ce que vous avez fait n’est perdu ; réessayez.',
    de: 'Chat2Desk hat gerade ein Problem. Nichts von dem, was Sie getan haben, ist verloren; versuchen Sie es erneut.',
  },
  'it is down for maintenance': {
    en: 'Chat2Desk has a problem at the moment. Nothing you did is lost; try again.',
    nl: 'Chat2Desk heeft op dit moment een probleem. Er is niets verloren; probeer het opnieuw.',
    fr: 'Chat2Desk rencontre un problème pour le moment. Rien de ce que vous avez fait n’est perdu ; réessayez.',
    de: 'Chat2Desk hat gerade ein Problem. Nichts von dem, was Sie getan haben, ist verloren; versuchen Sie es erneut.',
  },
  'it does not respond': {
    en: 'Chat2Desk took too long to respond. Try again.',
    nl: 'Chat2Desk deed er te lang over om te antwoorden. Probeer het opnieuw.',
    fr: 'Chat2Desk a mis trop de temps à répondre. Réessayez.',
    de: 'Chat2Desk hat zu lange für eine Antwort gebraucht. Versuchen Sie es erneut.',
  },
  'it ends the connection': {
    en: 'The connection to Chat2Desk was lost before it responded. Try again.',
    nl: 'De verbinding met Chat2Desk werd verbroken voor er een antwoord was. Probeer het opnieuw.',
    fr: 'La connexion à Chat2Desk a été perdue avant sa réponse. Réessayez.',
    de: 'Die Verbindung zu Chat2Desk ging verloren, bevor eine Antwort kam. Versuchen Sie es erneut.',
  },
  'the company has not bought it': {
    en: 'Chat2Desk says: “Write first is not turned on for your company. Contact administration.”',
    nl: 'Chat2Desk zegt: “Write first is not turned on for your company. Contact administration.”',
    fr: 'Chat2Desk répond : « Write first is not turned on for your company. Contact administration. »',
    de: 'Chat2Desk sagt: „Write first is not turned on for your company. Contact administration.“',
  },
};

const cases = Object.entries(deskFaults) as [DeskFaultName, DeskFault][];

describe.each(cases)('Chat2Desk: %s', (name, fault) => {
  it.each(languages)('a page says why in %s', async (language) => {
    answerWith(fault);
    const error: unknown = await call(getCompany, {}).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ApiError);
    expect(said(error, language)).toBe(sentences[name][language]);
  });

  it('a change that met it is refused only where nothing was done', async () => {
    answerWith(fault);
    const outcome = await write(switchCompanyMode, { body: { mode: 'online' } });
    expect(outcome.kind).toBe(fault.ledger === 'unknown' ? 'unknown' : 'refused');
  });
});
