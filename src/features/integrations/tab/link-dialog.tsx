import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { User } from '#src/api/claritalk/users.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import type { LinkChange } from '#src/api/gateway/changes/link-person.ts';
import { useWrite, type Work } from '#src/services/problems/use-write.ts';
import { ChangeDialog } from './change-dialog.tsx';
import { ChoosePerson } from './choose-person.tsx';
import { useDialogForm } from './use-dialog-form.ts';

interface LinkDialogProps {
  /** Whom the system knows. */
  readonly of: { readonly id: string; readonly name: string };
  /** What being them means here. */
  readonly lead: string;
  /** Who they are now; `linked`: an admin said so, otherwise it is the e-mail address. */
  readonly people: readonly { readonly user: User; readonly linked: boolean }[];
  readonly users: readonly User[];
  readonly work: Work<LinkChange, unknown>;
  readonly onClose: () => void;
}

/** Asks which person of the organisation someone at a system is. */
export function LinkDialog({ of, lead, people, users, work, onClose }: LinkDialogProps) {
  const t = useTranslations('connections.link');
  const writing = useWrite(work);
  const { form, invalid, edit, check } = useDialogForm<{ chosen: string | undefined }>(
    { chosen: undefined },
    writing,
  );
  const { chosen } = form;
  const others = users.filter(({ uuid }) => !people.some(({ user }) => user.uuid === uuid));
  const request = (): LinkChange | undefined =>
    check(chosen !== undefined) && chosen !== undefined
      ? { ...wishNow(), person: chosen, id: of.id }
      : undefined;
  return (
    <ChangeDialog
      title={t('title', { name: of.name })}
      submit={t('submit')}
      writing={writing}
      request={request}
      onClose={onClose}
    >
      <p dir="auto">{lead}</p>
      <ul className="ui-list ui-lines">
        {people.map(({ user, linked }) => (
          <li key={user.uuid}>
            <span>
              <span dir="auto">{user.name}</span>
              <span className="ui-note">{` · ${t(linked ? 'byAdmin' : 'byEmail')}`}</span>
            </span>
            {linked && (
              <Button
                size="compact-sm"
                variant="default"
                loading={writing.busy}
                aria-label={t('removeLabel', { name: user.name })}
                onClick={() => void writing.run({ ...wishNow(), person: user.uuid, id: null })}
              >
                {t('remove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ChoosePerson
        people={others.map(({ uuid, name, email }) => ({ id: uuid, name, detail: email }))}
        chosen={chosen}
        invalid={invalid}
        onChoose={(id) => edit({ chosen: id })}
      />
    </ChangeDialog>
  );
}
