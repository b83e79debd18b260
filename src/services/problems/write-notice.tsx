import { useTranslations } from 'use-intl';
import { ApiError } from '#src/api/client/errors.ts';
import type { Elements } from '#src/ui/elements.ts';
import { Notice } from '#src/ui/notice.tsx';
import { useErrorText } from './error-text.ts';
import type { WriteState } from './use-write.ts';
import classes from './write-notice.module.css';

export interface WriteTexts {
  /** It is not known whether it was done; what became of what was written. */
  readonly unknown: string;
  /** It was done, as can be seen. */
  readonly found: string;
  /** Nothing was done; what became of what was written. */
  readonly notDone: string;
}

interface WriteNoticeProps {
  readonly state: WriteState<unknown, unknown>;
  readonly texts: WriteTexts;
  /** Why it was refused, where more can be said than the kind of the error says. */
  readonly errorText?: (error: unknown) => string;
  /** Looks again; where nothing can tell it, there is none. */
  readonly onCheck?: (() => void) | undefined;
  /** Below what was found: the way to it. */
  readonly found?: Elements;
  /** Below a refusal. */
  readonly refused?: Elements;
}

/** The outcome of a write, unless its response simply said that it was done. */
export function WriteNotice(props: WriteNoticeProps) {
  const { state, texts, onCheck, found, refused } = props;
  const t = useTranslations('outcome');
  const plain = useErrorText();
  const errorText = props.errorText ?? plain;
  // From a page that is gone: only that there was no response.
  const reasonOf = (error: unknown) =>
    error instanceof ApiError && error.mayBeDone && error.status === undefined ? t('lost') : errorText(error);
  const canTell = state.phase !== 'unknown' || !state.untold;
  const check = canTell && onCheck && { label: t('check'), onClick: onCheck };
  return (
    <div className={classes.result}>
      <div role="status">
        {state.phase === 'looking' && (
          <Notice kind="warning">
            <Said text={texts.unknown} more={t('looking')} />
          </Notice>
        )}
        {state.phase === 'unknown' && (
          <Notice kind="warning" {...(check ? { action: check } : {})}>
            <Said text={texts.unknown} more={check && t('cannotLook')} />
          </Notice>
        )}
        {state.phase === 'done' && state.found && (
          <Notice kind="info">
            <Said text={t('lost')} more={texts.found} />
            {found}
          </Notice>
        )}
      </div>
      {state.phase === 'refused' && (
        <div role="alert">
          <Notice kind="danger">
            <Said text={`${reasonOf(state.error)} ${texts.notDone}`} more={state.looked && t('looked')} />
            {refused}
          </Notice>
        </div>
      )}
    </div>
  );
}

interface SaidProps {
  readonly text: string;
  readonly more: string | false | undefined;
}

function Said({ text, more }: SaidProps) {
  return (
    <p>
      <span dir="auto">{text}</span>
      {more && <span dir="auto">{` ${more}`}</span>}
    </p>
  );
}
