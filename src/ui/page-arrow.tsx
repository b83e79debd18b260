import { ActionIcon } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { Hint } from './hint.tsx';

interface PageArrowProps {
  readonly icon: Icon;
  readonly label: string;
  /** Why it leads nowhere; false when it does. */
  readonly refusal: string | false;
  readonly onGo: () => void;
}

/** A button to another page. It keeps the focus when it becomes useless, and then says why. */
export function PageArrow({ icon: Icon, label, refusal, onGo }: PageArrowProps) {
  return (
    <Hint text={refusal || label}>
      {(description) => (
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={label}
          aria-disabled={refusal !== false}
          {...(refusal === false ? {} : { ...description, 'data-disabled': true })}
          onClick={() => refusal === false && onGo()}
        >
          <Icon size={18} aria-hidden />
        </ActionIcon>
      )}
    </Hint>
  );
}
