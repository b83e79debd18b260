import { Button } from '@mantine/core';
import { IconRosetteDiscountCheck } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { reviewPaths } from '#src/api/claritalk/meetings/write-review.ts';
import { paths } from '#src/paths.ts';
import { useOwnerName } from '#src/services/people/use-owner-name.ts';
import type { Elements } from '#src/ui/elements.ts';
import { Moment } from '#src/ui/moment.tsx';
import { sealOf } from '../export/seal/seal.ts';
import { useSealState } from '../export/seal/use-seal-state.ts';
import classes from './review-approval.module.css';
import { approvalOf, changedSince, countItems, type ReviewItem } from './review-view.ts';
import type { ReviewOfMeeting } from './use-review.ts';
import { elementIdOf } from './use-review-flow.ts';

interface ReviewApprovalProps {
  readonly session: ReviewOfMeeting;
  readonly items: readonly ReviewItem[];
  readonly onOpen: (item: ReviewItem) => void;
  /** What to see before approving. It has its place before it is there, and keeps its height: answers are pressed below it. */
  readonly before: Elements;
}

/** Whether the minutes are approved, by whom, what has changed since, and how to approve them. */
export function ReviewApproval({ session, items, onOpen, before }: ReviewApprovalProps) {
  const t = useTranslations('review.approval');
  const documents = useTranslations('export');
  const { meeting, review, readOnly, set } = session;
  const seal = useSealState(meeting, review);
  const { approval } = review;
  const nameOf = useOwnerName([approval?.by]);
  const approved = approval?.value ? approval : undefined;
  const { total, reviewed } = countItems(items);
  if (!approved && readOnly) return null;
  const changed = changedSince(approval, items);
  const broken = seal === 'broken';
  const approve = async () => {
    // Without cryptography (a page that is not secure) minutes can be approved, but not sealed.
    const sha256 = await sealOf(meeting, review).catch(() => undefined);
    set(reviewPaths.approval(), approvalOf(items, sha256));
  };
  const toApprove = !readOnly && (!approved || changed.length > 0 || broken);
  return (
    <>
      {toApprove && <div className={classes.before}>{before}</div>}
      <div className={`ui-box ${classes.approval}`} data-approved={approved !== undefined || undefined}>
        <IconRosetteDiscountCheck size={22} className={`ui-dimmed ${classes.icon}`} aria-hidden />
        <div className={`ui-small ${classes.body}`}>
          {approved ? (
            <p className={classes.title}>
              <span>{`${t('approved', { name: nameOf(approved.by) })} `}</span>
              <Moment at={new Date(approved.at)} />
            </p>
          ) : (
            <p className={classes.title}>{t(approval ? 'withdrawn' : 'notYet')}</p>
          )}
          {approved && review.approval?.value?.sha256 !== undefined && (
            <p>
              <Link to={paths.verify()} data-screen>
                {documents('verify')}
              </Link>
            </p>
          )}
          {!approved && reviewed < total && <p>{t('open', { count: total - reviewed })}</p>}
          {broken && changed.length === 0 && <p>{t('sealBroken')}</p>}
          {changed.length > 0 && (
            <>
              <p>{t('changed', { count: changed.length })}</p>
              <ul className={classes.changed}>
                {changed.map((item) => (
                  <li key={item.key}>
                    <a
                      href={`#${elementIdOf(item.key)}`}
                      onClick={(event) => {
                        event.preventDefault();
                        onOpen(item);
                      }}
                      dir="auto"
                    >
                      {item.question}
                    </a>
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
        {!readOnly && (
          <div className="ui-row">
            {toApprove && (
              <Button size="sm" onClick={() => void approve()}>
                {t(approved ? 'again' : 'approve')}
              </Button>
            )}
            {approved && (
              <Button size="sm" variant="default" onClick={() => set(reviewPaths.approval(), null)}>
                {t('withdraw')}
              </Button>
            )}
          </div>
        )}
      </div>
    </>
  );
}
