import { all, type Convention, isPage } from './convention.ts';

/** 22 px high: WCAG 2.2 asks for 24, which axe tells only where something else is near. */
const tooSmall = 'compact-xs';

/** What is pressed is large enough for a finger. */
export const targetSize: Convention = {
  name: 'buttons are at least 24 px high',
  applies: isPage,
  check: (program) =>
    all(program, 'Literal')
      .filter(({ value }) => value === tooSmall)
      .map((node) => ({ node, message: 'use compact-sm' })),
  refused: ['const open = <Button size="compact-xs" onClick={show} />;', "const size = 'compact-xs';"],
  accepted: ['const open = <Button size="compact-sm" onClick={show} />;'],
};
