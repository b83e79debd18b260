import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { dialogId } from '#contract/gateway/conversation-id.ts';
import {
  type ChangeOfTag,
  changeTag,
  requestTagsOptions,
  type Tagged,
} from '#src/api/chat2desk/given-tags.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { aroundOptions, type Named } from '#src/api/gateway/conversations.ts';
import type { Write } from '#src/services/problems/use-write.ts';
import { useWriteInTurn } from '#src/services/problems/use-write-in-turn.ts';
import { WriteResult } from '#src/services/problems/write-result.tsx';
import { onKeys } from '#src/ui/keyboard/keyboard.ts';
import { openListBy } from '#src/ui/list/open-list.ts';
import { SelectFilter } from '#src/ui/list/select-filter.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { NotRead } from '../not-read.tsx';
import { useChangeTexts } from '../use-change-texts.ts';

interface ClientTagsProps {
  readonly dialog: number;
  readonly client: number;
  /** What the conversation is about at the moment; undefined where nothing was written. */
  readonly request: number | undefined;
}

/** Tags of a client, and of their request: given and taken away. */
export function ClientTags({ dialog, client, request }: ClientTagsProps) {
  const t = useTranslations('conversations.tags');
  const texts = useChangeTexts();
  const around = useQuery(aroundOptions(dialogId(dialog)));
  const ofRequest = useQuery({
    ...requestTagsOptions(dialog, request ?? 0),
    enabled: request !== undefined,
  });
  const changing = useWriteInTurn(changeTag);
  const { data } = around;
  if (!data) {
    if (!around.isError) return null;
    return (
      <Panel title={t('title')}>
        <NotRead of={around} />
      </Panel>
    );
  }
  if (data.allTags.length === 0) return null;
  const given = new Set(ofRequest.data);
  return (
    <Panel title={t('title')}>
      <Given
        label={t('client')}
        all={data.allTags}
        tags={data.tags}
        tagged={{ dialog, who: { client } }}
        changing={changing}
      />
      {request !== undefined && ofRequest.data && (
        <Given
          label={t('request')}
          all={data.allTags}
          tags={data.allTags.filter(({ id }) => given.has(id))}
          tagged={{ dialog, who: { request } }}
          changing={changing}
        />
      )}
      {ofRequest.isError && !ofRequest.data && <NotRead of={ofRequest} title={t('request')} />}
      <WriteResult of={changing} texts={texts} />
    </Panel>
  );
}

interface GivenProps {
  readonly label: string;
  readonly all: readonly Named[];
  readonly tags: readonly Named[];
  readonly tagged: Tagged;
  readonly changing: Write<ChangeOfTag, unknown>;
}

/** No id of a tag. */
const none = '';

function Given({ label, all, tags, tagged, changing }: GivenProps) {
  const t = useTranslations('conversations.tags');
  const change = (tag: number, isGiven: boolean) =>
    void changing.run({ ...tagged, tag, isGiven, ...wishNow() });
  const free = all.filter(({ id }) => !tags.some((one) => one.id === id));
  return (
    <fieldset className="ui-stack">
      <legend className="ui-note" dir="auto">
        {label}
      </legend>
      {tags.length > 0 && (
        <ul className="ui-list ui-row ui-tight">
          {tags.map(({ id, name }) => (
            <li key={id}>
              <Button
                size="compact-sm"
                variant="default"
                rightSection={<IconX size={14} aria-hidden />}
                aria-label={t('remove', { name })}
                onClick={() => change(id, false)}
                dir="auto"
              >
                {name}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {/** biome-ignore lint/a11y/noStaticElementInteractions: the field in it has the focus. */}
      <div onKeyDown={onKeys({ other: openListBy })}>
        <SelectFilter
          label={t('add', { to: label })}
          value={none}
          options={[
            { value: none, label: t('choose') },
            ...free.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
          onChange={(chosen) => {
            if (chosen !== none) change(Number(chosen), true);
          }}
        />
      </div>
    </fieldset>
  );
}
