import { ActionIcon, Button } from '@mantine/core';
import { IconCircle, IconCircleCheckFilled, IconX } from '@tabler/icons-react';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { meetingOptions } from '#src/api/claritalk/meetings/meetings.ts';
import type { MeetingPage } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { readReview } from '#src/api/claritalk/meetings/review.ts';
import { themesOptions } from '#src/api/claritalk/templates.ts';
import { type CurrentUser, usersOptions } from '#src/api/claritalk/users.ts';
import { meaningOfStatus } from '#src/lib/meeting-status.ts';
import { paths } from '#src/paths.ts';
import { useFirstStepsSetting, useWelcome, welcomeSetting } from './first-steps-setting.ts';
import { type FirstStep, firstSteps, stepsDone } from './model/first-steps.ts';
import classes from './overview.module.css';
import { Tour } from './tour.tsx';

interface FirstStepsProps {
  readonly user: CurrentUser;
  /** The newest ones; undefined while they are not known. */
  readonly recent: MeetingPage | undefined;
}

/** The first steps, where they are not over, or someone asks for them. */
export function FirstSteps(props: FirstStepsProps) {
  const [setting] = useFirstStepsSetting(props.user.uuid);
  const welcome = useWelcome();
  const [search, setSearch] = useSearchParams();
  const asked = search.has('first-steps');
  const close = () => {
    welcomeSetting.set('away');
    if (asked) setSearch({}, { replace: true });
  };
  if (!asked && (setting === 'over' || welcome === 'away')) return null;
  return <OpenSteps {...props} asked={asked} onClose={close} />;
}

interface OpenStepsProps extends FirstStepsProps {
  /** They are shown although they are done. */
  readonly asked: boolean;
  readonly onClose: () => void;
}

/** How many of the newest meetings are looked into for an approval. */
const lookedInto = 3;

/** Where each step is done; the review at the first meeting that can be reviewed. */
const places = {
  template: paths.importTemplates(),
  record: `${paths.record()}?sample=1`,
  invite: paths.invitePeople(),
} as const;

/** The first steps of a new organisation. They are checked off automatically, and disappear when all are done. */
function OpenSteps({ user, recent, asked, onClose }: OpenStepsProps) {
  const [, finish] = useFirstStepsSetting(user.uuid);
  const users = useQuery(usersOptions());
  const themes = useQuery(themesOptions());
  const written = (recent?.items ?? [])
    .filter(({ status }) => meaningOfStatus(status) === 'final')
    .slice(0, lookedInto);
  const approved = useQueries({
    queries: written.map(({ id }) => meetingOptions(id)),
    combine: (results) =>
      results.some(({ data }) => data && readReview(data.metadata).approval?.value)
        ? true
        : results.every(({ data, isError }) => data || isError)
          ? false
          : undefined,
  });
  const meetings = recent && (recent.total ?? recent.items.length);
  const done = stepsDone({ people: users.data?.length, themes: themes.data?.length, meetings, approved });
  const all = done !== undefined && firstSteps.every((step) => done[step]);
  useEffect(() => {
    // Kept on this device, so that nothing has to be requested again to know it.
    if (all) finish();
  }, [all, finish]);
  // What cannot be found out is no reason to worry anyone on this page.
  if (!done || (all && !asked)) return null;
  return <Steps done={done} review={written[0] && paths.meeting(written[0].id)} onClose={onClose} />;
}

interface StepsProps {
  readonly done: Readonly<Record<FirstStep, boolean>>;
  /** Where the review is done; undefined while there is nothing to review. */
  readonly review: string | undefined;
  readonly onClose: () => void;
}

function Steps({ done, review, onClose }: StepsProps) {
  const t = useTranslations('overview.steps');
  const next = firstSteps.find((step) => !done[step]);
  const to = (step: FirstStep) => (step === 'review' ? review : places[step]);
  return (
    <section aria-labelledby="overview-steps" className={`ui-card ${classes.steps}`} data-mark="steps">
      {/* Whoever has begun knows the way. */}
      {next === firstSteps[0] && !done.record && !done.invite && <FirstTour />}
      <div className={classes.stepsHead}>
        <div>
          <h2 id="overview-steps" className={classes.heading}>
            {t('title')}
          </h2>
          <p className="ui-hint">
            {t('lead', { done: firstSteps.filter((step) => done[step]).length, all: firstSteps.length })}
          </p>
        </div>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('dismiss')} onClick={onClose}>
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </div>
      <ol className={`ui-list ${classes.stepList}`}>
        {firstSteps.map((step) => (
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
            <span className={done[step] ? classes.stepName : 'ui-strong'}>{t(`${step}.name`)}</span>
            <p className="ui-dimmed">{t(`${step}.hint`)}</p>
            {!done[step] && (
              <StepLink to={to(step)} isNext={step === next}>
                {t(`${step}.go`)}
              </StepLink>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

interface StepLinkProps {
  readonly to: string | undefined;
  readonly isNext: boolean;
  readonly children: string;
}

function StepLink({ to, isNext, children }: StepLinkProps) {
  if (to === undefined) return null;
  return (
    <div className={classes.stepLink}>
      <Button component={Link} to={to} size="xs" variant={isNext ? 'filled' : 'default'} dir="auto">
        {children}
      </Button>
    </div>
  );
}

const marks = ['steps', 'record', 'palette'] as const;
const targets: Readonly<Record<(typeof marks)[number], string>> = {
  steps: '[data-mark="steps"]',
  record: '[data-mark="record"]',
  palette: '[aria-keyshortcuts="Control+K Meta+K"]',
};

/** Shown once on a device, to an organisation in which nothing has been done. */
function FirstTour() {
  const t = useTranslations('overview.tour');
  const welcome = useWelcome();
  const [open, setOpen] = useState(welcome === 'new');
  useEffect(() => {
    if (welcome === 'new') welcomeSetting.set('seen');
  }, [welcome]);
  if (!open) return null;
  return (
    <Tour
      label={t('title')}
      marks={marks.map((mark) => ({
        target: targets[mark],
        title: t(`${mark}.title`),
        text: t(`${mark}.text`),
      }))}
      onOver={() => setOpen(false)}
    />
  );
}
