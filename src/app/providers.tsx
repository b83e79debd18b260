import { MantineProvider } from '@mantine/core';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { IntlProvider } from 'use-intl';
import { formattingLocale, type Language, rememberLanguage } from '#src/i18n/languages.ts';
import type { Messages } from '#src/i18n/messages.ts';
import { texts } from '#src/i18n/texts.ts';
import { LanguageContext } from '#src/i18n/use-language.ts';
import { browserTimeZone } from '#src/lib/intl.ts';
import type { Elements } from '#src/ui/elements.ts';
import { createColorSchemeManager } from './color-scheme.ts';
import { styleNonce } from './nonce.ts';
import { cssVariables, theme } from './theme.ts';

interface ProvidersProps {
  readonly queryClient: QueryClient;
  readonly language: Language;
  readonly messages: Messages;
  readonly children: Elements;
}

const colorSchemeManager = createColorSchemeManager();
const timeZone = browserTimeZone();

/** Theme, language and cache around the application. */
export function Providers({ queryClient, children, ...initial }: ProvidersProps) {
  const [catalogue, setCatalogue] = useState({ language: initial.language, messages: initial.messages });
  const setLanguage = async (language: Language) => {
    const messages = await texts.switchTo(language);
    rememberLanguage(language);
    document.documentElement.lang = language;
    setCatalogue({ language, messages });
  };
  return (
    <LanguageContext value={{ language: catalogue.language, setLanguage }}>
      <IntlProvider
        locale={formattingLocale(catalogue.language)}
        messages={catalogue.messages}
        timeZone={timeZone}
      >
        <MantineProvider
          theme={theme}
          cssVariablesResolver={cssVariables}
          colorSchemeManager={colorSchemeManager}
          defaultColorScheme="auto"
          getStyleNonce={styleNonce}
        >
          <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
        </MantineProvider>
      </IntlProvider>
    </LanguageContext>
  );
}
