import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { Elements } from './elements.ts';
import classes from './page-header.module.css';

interface PageHeaderProps {
  readonly title: string;
  /** Title of the document if it differs. */
  readonly documentTitle?: string;
  readonly lead?: ReactNode;
  /** Buttons at the end of the line. */
  readonly actions?: Elements;
}

/** Heading of a page, title of the document, and the page's main actions. */
export function PageHeader({ title, documentTitle = title, lead, actions }: PageHeaderProps) {
  const t = useTranslations('app');
  return (
    <div className={`ui-between ${classes.header}`}>
      <title>{t('title', { page: documentTitle })}</title>
      <div className={`ui-breaks ${classes.text}`}>
        <Title order={1} dir="auto">
          {title}
        </Title>
        {lead && (
          <Text component="div" c="dimmed" size="sm" mt={4} dir="auto">
            {lead}
          </Text>
        )}
      </div>
      {actions && (
        <div className="ui-row ui-tight" data-screen>
          {actions}
        </div>
      )}
    </div>
  );
}
