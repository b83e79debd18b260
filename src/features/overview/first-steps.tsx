import { ActionIcon } from '@mantine/core';
import { IconCircle, IconCircleCheckFilled, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { themesOptions } from '#src/api/claritalk/templates.ts';
import { type CurrentUser, usersOptions } from '#src/api/claritalk/users.ts';
import { useFirstStepsSetting } from './first-steps-setting.ts';
import { type FirstStep, firstSteps, stepsDone } from './model/first-steps.ts';
import classes from './overview.module.css';

export interface FirstStepsProps {
  readonly user: CurrentUser;
  /** Number of meetings; undefined while that is not known. */
  readonly meetings: number | undefined;
  /** Where each step is done; one without an address is left out. */
  readonly links: Readonly<Partial<Record<FirstStep, string>>>;
}

/** The first steps of a new organisation. They are checked off automatically, and disappear when all are done. */
export function FirstSteps({ user, meetings, links }: FirstStepsProps) {
  const t = useTranslations('overview.steps');
  const [, finish] = useFirstStepsSetting(user.uuid);
  const users = useQuery(usersOptions());
  const themes = useQuery(themesOptions());
  const done = stepsDone({ people: users.data?.length, themes: themes.data?.length, meetings });
  const steps = firstSteps.filter((step) => links[step] !== undefined);
  const all = done !== undefined && steps.every((step) => done[step]);
  useEffect(() => {
    // Kept on this device, so that nothing has to be requested again to know it.
    if (all) finish();
  }, [all, finish]);
  // What cannot be found out is no reason to worry anyone on this page.
  if (!done || all) return null;
  return (
    <section aria-labelledby="overview-steps" className={`ui-card ${classes.steps}`}>
      <div className={classes.stepsHead}>
        <div>
          <h2 id="overview-steps" className={classes.heading}>
            {t('title')}
          </h2>
          <p className="ui-hint">
            {t('lead', { done: steps.filter((step) => done[step]).length, all: steps.length })}
          </p>
        </div>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('dismiss')} onClick={finish}>
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </div>
      <ol className={`ui-list ${classes.stepList}`}>
        {steps.map((step) => (
          <li key={step} className={`ui-small ${classes.step}`} data-done={done[step] || undefined}>
            {done[step] ? (
              <IconCircleCheckFilled
                size={20}
                className={`ui-dimmed ${classes.stepIcon}`}
                aria-label={t('done')}
              />
            ) : (
              <IconCircle size={20} className={`ui-dimmed ${classes.stepIcon}`} aria-label={t('open')} />
            )}
            {done[step] ? (
              <span className={classes.stepName}>{t(`${step}.name`)}</span>
            ) : (
              <Link to={links[step] ?? ''} className="ui-strong">
                {t(`${step}.name`)}
              </Link>
            )}
            <p className="ui-dimmed">{t(`${step}.hint`)}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
